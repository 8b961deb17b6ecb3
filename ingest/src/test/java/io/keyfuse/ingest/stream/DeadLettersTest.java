package io.keyfuse.ingest.stream;

import static io.keyfuse.ingest.UsageEvents.call;
import static io.keyfuse.ingest.UsageEvents.tokens;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.IngestConfig;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private final IngestHarness ingest =
      new IngestHarness(IngestConfig.defaults(), PriceBook.load(PriceConfig.defaults()));

  @AfterEach
  void balance() {
    assertThat(ingest.isBalanced()).as("received = accepted + rejected + duplicates").isTrue();
    ingest.close();
  }

  @Test
  void shouldKeepPoisonBytesAndHeadersAndGoOn() {
    byte[] poison = {7, 1, 2, 3};
    Headers headers = new RecordHeaders().add("traceparent", "00-abc".getBytes(UTF_8));

    ingest.raw.pipeInput(new TestRecord<>("k".getBytes(UTF_8), poison, headers));
    ingest.send(call("good").build());

    assertThat(ingest.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo("k".getBytes(UTF_8));
              assertThat(letter.value()).isEqualTo(poison);
              assertThat(header(letter, "traceparent")).isEqualTo("00-abc");
              assertThat(header(letter, "keyfuse-dlq-reason")).isEqualTo("malformed_record");
              assertThat(header(letter, "__streams.errors.topic")).isEqualTo("keyfuse.usage.v1");
              assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
              assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
              assertThat(header(letter, "__streams.errors.exception"))
                  .isEqualTo(SerializationException.class.getName());
            });
    assertThat(ingest.events()).extracting(UsageEvent::getEventId).containsExactly("good");
  }

  @Test
  void shouldSendCutShortAvroAndUnknownSchemasToTheDeadLetters() {
    byte[] whole = ingest.bytes(call("e").build());
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
    byte[] unknownSchema = whole.clone();
    ByteBuffer.wrap(unknownSchema).putInt(1, 4711);

    ingest.raw.pipeInput(IngestHarness.key(call("e").build()), cut);
    ingest.raw.pipeInput(IngestHarness.key(call("e").build()), unknownSchema);

    assertThat(ingest.deadLetters())
        .extracting(TestRecord::value)
        .containsExactly(cut, unknownSchema);
  }

  @Test
  void shouldKeepTheBytesOfARefusedEventExactlyOnce() {
    UsageEvent event = call("e").setTokens(tokens(-1, 0)).build();
    Headers headers = new RecordHeaders().add("origin", "app".getBytes(UTF_8));

    ingest.raw.pipeInput(new TestRecord<>(IngestHarness.key(event), ingest.bytes(event), headers));
    ingest.send(call("good").build());

    assertThat(ingest.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo(IngestHarness.key(event));
              assertThat(letter.value()).isEqualTo(ingest.bytes(event));
              assertThat(header(letter, "origin")).isEqualTo("app");
              assertThat(header(letter, "keyfuse-dlq-reason")).isEqualTo("negative_count");
              assertThat(header(letter, "__streams.errors.message")).contains("tokens.input");
            });
    assertThat(ingest.events()).hasSize(1);
    assertThat(ingest.count("rejected")).isEqualTo(1);
  }

  @Test
  void shouldRefuseNullKeysValuesAndForeignKeys() {
    UsageEvent event = call("e").build();

    ingest.raw.pipeInput(ingest.bytes(event));
    byte[] none = null;
    ingest.raw.pipeInput(IngestHarness.key(event), none);
    ingest.raw.pipeInput("openai:proj_a:key_9".getBytes(UTF_8), ingest.bytes(event));

    assertThat(ingest.deadLetters())
        .extracting(letter -> header(letter, "keyfuse-dlq-reason"))
        .containsExactly("missing_field", "missing_field", "key_mismatch");
  }

  @Test
  void shouldNotKeepASecretAnotherMonth() {
    String secret = "sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7";
    UsageEvent event = call("e").setCredential(new Credential("openai", "a", secret)).build();

    ingest.send(event);

    assertThat(ingest.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isNull();
              assertThat(letter.value()).isNull();
              assertThat(header(letter, "keyfuse-dlq-omitted")).isEqualTo("secret");
              assertThat(letter.headers().toString()).doesNotContain(secret);
            });
  }

  @Test
  void shouldSendALetterThatKafkaTakesForARecordAtItsLimit() {
    UsageEvent event = call("e").setTenant("x".repeat(950_000)).build();

    ingest.send(event);

    assertThat(ingest.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isNull();
              assertThat(header(letter, "keyfuse-dlq-reason")).isEqualTo("text_too_long");
              assertThat(header(letter, "keyfuse-dlq-omitted")).startsWith("too large");
            });
  }

  @Test
  void shouldTellThePlatformsFaultsFromTheRecords() {
    Exception unreachable =
        new SerializationException(RegistryException.unavailable("down", new IOException("no")));
    Exception unknownId = RegistryException.refused("schema 9 not found", 40403);

    assertThat(DeadLetters.isPlatformFault(unreachable)).isTrue();
    assertThat(DeadLetters.isPlatformFault(new InvalidStateStoreException("moved"))).isTrue();
    assertThat(DeadLetters.isPlatformFault(new SerializationException(unknownId))).isFalse();
    assertThat(DeadLetters.isPlatformFault(new IllegalStateException("bug"))).isFalse();
  }

  @Test
  void shouldRefuseToStartWithoutATopicOrMeters() {
    assertThatThrownBy(() -> new DeadLetterProcessingHandler().configure(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dead-letter topic");
    assertThatThrownBy(
            () ->
                new DeadLetterDeserializationHandler()
                    .configure(Map.of("errors.dead.letter.queue.topic.name", "t")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("keyfuse.ingest.meters");
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
