package io.keyfuse.ingest.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.serde.BoundedSerializer;
import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Response;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Outputs that cannot be written. */
class DeadLetterProductionTest {
  private static final String IN = Topics.USAGE.name();
  private static final String OUT = Topics.SPEND.name();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver = driver();
  private final TestInputTopic<String, String> in =
      driver.createInputTopic(IN, new StringSerializer(), new StringSerializer());
  private final TestOutputTopic<String, String> out =
      driver.createOutputTopic(OUT, new StringDeserializer(), new StringDeserializer());
  private final TestOutputTopic<String, String> dead =
      driver.createOutputTopic(
          Topics.DEAD_LETTERS.name(), new StringDeserializer(), new StringDeserializer());

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldGoOnAfterAnOutputThatCannotBeWrittenAndKeepWhatLedToIt() {
    in.pipeInput("key", "unwritable");
    in.pipeInput("key", "good");

    assertThat(out.readValuesToList()).containsExactly("good");
    TestRecord<String, String> letter = dead.readRecord();
    assertThat(letter.key()).isEqualTo("key");
    assertThat(letter.value()).isEqualTo("unwritable");
    assertThat(header(letter, "keyfuse-dlq-reason")).isEqualTo("unserializable");
    assertThat(header(letter, "keyfuse-dlq-target-topic")).isEqualTo(OUT);
    assertThat(header(letter, "keyfuse-dlq-target-key")).isEqualTo("key");
    assertThat(header(letter, "__streams.errors.topic")).isEqualTo(IN);
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
    assertThat(header(letter, "__streams.errors.message")).isEqualTo("no bytes for it");
    assertThat(count("unserializable")).isEqualTo(1);
  }

  @Test
  void shouldStopAnOutputThatABrokerMightRefuseBeforeAProducerSeesIt() {
    in.pipeInput("key", "large");
    in.pipeInput(
        new TestRecord<>(
            "key", "good", new RecordHeaders().add("h", new byte[DeadLetterRecord.LARGEST_BYTES])));
    in.pipeInput("key", "good");

    assertThat(out.readValuesToList()).containsExactly("good");
    assertThat(dead.readRecordsToList())
        .extracting(letter -> header(letter, "keyfuse-dlq-reason"))
        .containsExactly("record_too_large", "record_too_large");
    assertThat(count("record_too_large")).isEqualTo(2);
  }

  @Test
  void shouldLetTheTaskFailWhenTheRegistryIsAway() {
    assertThatThrownBy(() -> in.pipeInput("key", "registry away"))
        .isInstanceOf(StreamsException.class);
    assertThat(dead.isEmpty()).isTrue();
  }

  @Test
  void shouldRetryAnAbsentBrokerAndNeverLoseAChangeOfState() {
    Exception tooLarge = new RecordTooLargeException("2 MB");

    assertThat(answer(OUT, new TimeoutException("no broker")).result()).isEqualTo(Result.RETRY);
    assertThat(answer(OUT, new IllegalStateException("bug")).result()).isEqualTo(Result.FAIL);
    assertThat(answer("app-store-changelog", tooLarge).result()).isEqualTo(Result.FAIL);
    assertThat(answer(Topics.DEAD_LETTERS.name(), tooLarge).result()).isEqualTo(Result.FAIL);
    assertThat(answer(OUT, tooLarge).result()).isEqualTo(Result.RESUME);
  }

  @Test
  void shouldSayThatTheBytesAreNoLongerHeld() {
    ProducerRecord<byte[], byte[]> letter =
        answer(OUT, new RecordTooLargeException("2 MB")).deadLetterQueueRecords().get(0);

    assertThat(letter.value()).isNull();
    assertThat(letter.headers().lastHeader("keyfuse-dlq-omitted").value())
        .isEqualTo("no longer held".getBytes(UTF_8));
    assertThat(letter.headers().lastHeader("__streams.errors.offset").value())
        .isEqualTo("7".getBytes(UTF_8));
  }

  private Response answer(String topic, Exception fault) {
    DeadLetterProductionHandler handler = new DeadLetterProductionHandler();
    handler.configure(DeadLetters.settings(Topics.DEAD_LETTERS.name(), meters));
    ErrorHandlerContext released =
        new DefaultErrorHandlerContext(
            null, IN, 3, 7, new RecordHeaders(), "sink", new TaskId(0, 3), 1_000, null, null);
    return handler.handleError(
        released, new ProducerRecord<>(topic, "key".getBytes(UTF_8), new byte[0]), fault);
  }

  private double count(String reason) {
    return meters.counter("keyfuse.dlq.records", "reason", reason, "topic", IN).count();
  }

  private TopologyTestDriver driver() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "production-test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    settings.putAll(DeadLetters.settings(Topics.DEAD_LETTERS.name(), meters));
    StreamsBuilder builder = new StreamsBuilder();
    Serializer<String> values = new BoundedSerializer<>(DeadLetterProductionTest::bytes);
    Deserializer<String> unused = new StringDeserializer();
    builder.stream(IN, Consumed.with(Serdes.String(), Serdes.String()))
        .to(OUT, Produced.with(Serdes.String(), Serdes.serdeFrom(values, unused)));
    return new TopologyTestDriver(builder.build(), settings);
  }

  private static byte[] bytes(String topic, String value) {
    return switch (value) {
      case "unwritable" -> throw new SerializationException("no bytes for it");
      case "registry away" ->
          throw RegistryException.unavailable("down", new IOException("refused"));
      case "large" -> new byte[DeadLetterRecord.LARGEST_BYTES + 1];
      default -> value.getBytes(UTF_8);
    };
  }

  private static String header(TestRecord<String, String> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
