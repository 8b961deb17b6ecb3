package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.keyfuse.testkit.registry.OutageSchemaRegistry;
import java.io.IOException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterMenderTest {
  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final Serde<UsageEvent> serde = new TopicSerdes(registry, true).value(Topics.USAGE);

  @Test
  void shouldSendBackTheOriginalBytesOfWhatWouldBeTakenNow() throws IOException {
    byte[] value = bytes(Events.event("e").build());

    Mending.Ready ready = (Mending.Ready) mender(Remedy.NONE).mend(key(), value);

    assertThat(ready.value()).isSameAs(value);
    assertThat(ready.key()).isEqualTo(key());
  }

  @Test
  void shouldNotSendBackWhatWouldBeRefusedAgain() throws IOException {
    byte[] negative = bytes(Events.event("e").setTokens(Events.tokens(-1)).build());
    byte[] cut = java.util.Arrays.copyOf(bytes(Events.event("e").build()), 9);

    assertThat(why(mender(Remedy.NONE).mend(key(), negative)))
        .startsWith("would be refused again, negative_count: tokens.input");
    assertThat(why(mender(Remedy.NONE).mend(key(), cut))).contains("not readable");
    assertThat(why(mender(Remedy.NONE).mend(key(), null))).contains("not readable");
    assertThat(why(mender(Remedy.NONE).mend(null, bytes(Events.event("e").build()))))
        .contains("missing_field");
  }

  @Test
  void shouldMendAFieldAndKeepTheOthers() throws IOException {
    UsageEvent bad = Events.event("e").setTenant("acme").setTokens(Events.tokens(-1)).build();

    Mending.Ready ready =
        (Mending.Ready) mender(patch("{\"tokens\":{\"input\":12}}")).mend(key(), bytes(bad));

    UsageEvent mended = event(ready);
    assertThat(mended).isEqualTo(UsageEvent.newBuilder(bad).setTokens(Events.tokens(12)).build());
  }

  @Test
  void shouldSetTheKeyWhenItWasMissingOrTheCredentialChanges() throws IOException {
    byte[] value = bytes(Events.event("e").build());
    Mending.Ready rekeyed = (Mending.Ready) mender(new Remedy(null, true)).mend(null, value);
    Mending.Ready moved =
        (Mending.Ready) mender(patch("{\"credential\":{\"key_id\":\"key_2\"}}")).mend(key(), value);

    assertThat(rekeyed.key()).isEqualTo(key());
    assertThat(rekeyed.value()).isSameAs(value);
    assertThat(moved.key()).isEqualTo("openai:proj_a:key_2".getBytes(UTF_8));
    assertThat(event(moved).getCredential()).isEqualTo(new Credential("openai", "proj_a", "key_2"));
  }

  @Test
  void shouldTakeAWholeEventInPlaceOfUnreadableBytes() throws IOException {
    UsageEvent whole = Events.event("e").build();

    Mending.Ready ready =
        (Mending.Ready) mender(patch(AvroJson.of(whole).toString())).mend(null, new byte[] {7, 7});

    assertThat(event(ready)).isEqualTo(whole);
    assertThat(ready.key()).isEqualTo(key());
    assertThat(why(mender(patch("{\"tenant\":\"a\"}")).mend(null, new byte[] {7, 7})))
        .isEqualTo("event_id: is required");
  }

  @Test
  void shouldNotLetASecretIn() throws IOException {
    String patch = "{\"tenant\":\"sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7\"}";

    String why = why(mender(patch(patch)).mend(key(), bytes(Events.event("e").build())));

    assertThat(why).contains("secret_in_event").doesNotContain("sk-proj");
  }

  @Test
  void shouldNotTakeAnAbsentRegistryForUnreadableBytes() throws IOException {
    byte[] value = bytes(Events.event("e").build());
    OutageSchemaRegistry away = new OutageSchemaRegistry(registry);
    away.goDown();
    Serde<UsageEvent> reader = new TopicSerdes(away, false).value(Topics.USAGE);

    assertThatThrownBy(() -> mender(reader, Remedy.NONE).mend(key(), value))
        .matches(RegistryException::isCausedByUnavailability);
  }

  @ParameterizedTest
  @CsvSource({
    "keyfuse.commands.v1, incident desk must issue a new one",
    "keyfuse.alerts.v1, every webhook would get it again",
    "keyfuse.outcomes.v1, only keyfuse.usage.v1 is replayed",
    "keyfuse.context.v1, only keyfuse.usage.v1 is replayed",
    "somewhere.else, only keyfuse.usage.v1 is replayed"
  })
  void shouldReplayUsageOnly(String topic, String why) {
    assertThat(LetterMender.barrier(letter(topic))).contains(why);
  }

  @Test
  void shouldNotReplayAnEventWhoseOutputWasLost() {
    Letter letter = letter(Topics.USAGE.name());
    assertThat(LetterMender.barrier(letter)).isNull();

    DeadLetterRecord.add(letter.headers(), DeadLetterHeaders.TARGET_TOPIC, "keyfuse.spend.v1");

    assertThat(LetterMender.barrier(letter)).contains("counted").contains("keyfuse.spend.v1");
  }

  private static Letter letter(String topic) {
    return new Letter(Events.at(0, Events.letter(topic, "internal_error", key(), new byte[1])));
  }

  private static Remedy patch(String json) throws IOException {
    return new Remedy(new ObjectMapper().readTree(json), false);
  }

  private LetterMender mender(Remedy remedy) {
    return mender(serde, remedy);
  }

  private static LetterMender mender(Serde<UsageEvent> serde, Remedy remedy) {
    UsageValidator validator = new UsageValidator(UsageLimits.defaults());
    return new LetterMender(serde, validator, () -> Events.NOW, remedy);
  }

  private byte[] bytes(UsageEvent event) {
    return serde.serializer().serialize(Topics.USAGE.name(), event);
  }

  private UsageEvent event(Mending.Ready ready) {
    return serde.deserializer().deserialize(Topics.USAGE.name(), ready.value());
  }

  private static byte[] key() {
    return Events.KEY.getBytes(UTF_8);
  }

  private static @Nullable String why(Mending mending) {
    return mending instanceof Mending.Refused refused ? refused.why() : null;
  }
}
