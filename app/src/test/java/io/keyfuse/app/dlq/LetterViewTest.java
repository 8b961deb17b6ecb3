package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What an operator sees of letters. */
class LetterViewTest {
  private static final String SECRET = "sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7";

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final TopicSerdes serdes = new TopicSerdes(registry, true);

  @Test
  void shouldListTheNewestAndCountAll() throws Exception {
    LetterList list = new LetterList(2);
    list.add(letter(0, "malformed_record", new byte[1]), false);
    list.add(letter(1, "negative_count", new byte[1]), true);
    list.add(letter(2, "negative_count", new byte[1]), false);

    JsonNode json = new ObjectMapper().readTree(list.json());
    assertThat(json.path("letters").asInt()).isEqualTo(3);
    assertThat(json.path("replayed").asInt()).isEqualTo(1);
    assertThat(json.at("/reasons/negative_count").asInt()).isEqualTo(2);
    assertThat(json.path("shown")).hasSize(2);
    assertThat(json.at("/shown/0/id").asText()).isEqualTo("0:1");
    assertThat(json.at("/shown/0/state").asText()).isEqualTo("REPLAYED");
    assertThat(list.text())
        .contains(
            "0:1", "0:2", "keyfuse.usage.v1-2 offset 9", "3 letters, 1 replayed; the newest 2")
        .doesNotContain("0:0 ");
  }

  @Test
  void shouldSelectByReasonTopicTimeAndPlace() {
    Letter letter = letter(4, "negative_count", new byte[1]);

    assertThat(new LetterFilter(Set.of(), "NEGATIVE_COUNT", null, null).matches(letter)).isTrue();
    assertThat(new LetterFilter(Set.of(), "other", null, null).matches(letter)).isFalse();
    assertThat(new LetterFilter(Set.of(), null, "usage.v1", null).matches(letter)).isTrue();
    assertThat(new LetterFilter(Set.of(), null, "keyfuse.usage.v1", null).matches(letter)).isTrue();
    assertThat(new LetterFilter(Set.of(), null, "alerts.v1", null).matches(letter)).isFalse();
    assertThat(new LetterFilter(Set.of(), null, null, Events.NOW).matches(letter)).isTrue();
    assertThat(new LetterFilter(Set.of(), null, null, Events.NOW.plusMillis(1)).matches(letter))
        .isFalse();
    assertThat(new LetterFilter(Set.of(LetterId.parse("0:5")), null, null, null).matches(letter))
        .isFalse();
  }

  @Test
  void shouldRefuseWhatIsNoPlace() {
    for (String text : List.of("", "5", "a:1", "0:-1", "0:1:2", "9999999999:1")) {
      assertThatThrownBy(() -> LetterId.parse(text))
          .as(text)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("0:42");
    }
    assertThat(LetterId.parse("3:17")).hasToString("3:17");
  }

  @Test
  void shouldShowTheRecordWhereItCanBeRead() throws Exception {
    UsageEvent event = Events.event("e1").setTokens(Events.tokens(-5)).build();
    byte[] value = serdes.value(Topics.USAGE).serializer().serialize(Topics.USAGE.name(), event);

    LetterPage page = page(letter(0, "negative_count", value));

    JsonNode json = new ObjectMapper().readTree(page.json());
    assertThat(json.at("/record/tokens/input").asLong()).isEqualTo(-5);
    assertThat(json.at("/headers/0/name").asText()).isEqualTo("origin");
    assertThat(page.text())
        .contains("cause    tokens.input must not be negative", "\"event_id\" : \"e1\"");
  }

  @Test
  void shouldShowBytesWhereItCannotBeReadAndNeverASecret() {
    Letter letter = letter(0, "malformed_record", ("x" + SECRET).getBytes(UTF_8));
    letter.headers().add("authorization", SECRET.getBytes(UTF_8));

    for (String shown : List.of(page(letter).text(), page(letter).json())) {
      assertThat(shown).contains("00000000  2a 2a").doesNotContain(SECRET, "sk-proj");
    }
  }

  @Test
  void shouldReadTheLogToItsEndTwiceAndKeepMarkersApart() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      records.add(
          Events.at(n, Events.letter("keyfuse.usage.v1", "internal_error", null, new byte[1])));
    }
    LetterLog log = FedConsumer.log(records);
    List<LetterId> seen = new ArrayList<>();

    LetterLog.Replayed replayed = log.replayed(done -> {});
    log.letters(letter -> seen.add(letter.id()), done -> {});

    assertThat(log.length()).isEqualTo(50);
    assertThat(seen).hasSize(50).doesNotHaveDuplicates();
    assertThat(seen).noneMatch(replayed::contains);
  }

  private LetterPage page(Letter letter) {
    RecordLookup lookup = new RecordLookup(FedConsumer.of(List.of()), System::nanoTime);
    return LetterPage.of(letter, false, lookup, new ContractDecoder(registry));
  }

  private static Letter letter(long offset, String reason, byte[] value) {
    return new Letter(
        Events.at(
            offset, Events.letter("keyfuse.usage.v1", reason, Events.KEY.getBytes(UTF_8), value)));
  }
}
