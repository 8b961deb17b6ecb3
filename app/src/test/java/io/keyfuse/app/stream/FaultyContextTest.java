package io.keyfuse.app.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.config.StreamsSettings;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Signal;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Context that nobody can read becomes a dead letter; what comes after it is heard. */
class FaultyContextTest {
  private static final String KEY = "openai:proj_1:key_1";
  private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"detect", "all"})
  void shouldGoOnAfterAFaultyChangeWindow(String roles) {
    TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
    try (TopologyTestDriver driver = driver(Role.parse(roles), serdes)) {
      TestInputTopic<String, ContextEvent> context =
          driver.createInputTopic(
              Topics.CONTEXT.name(),
              serdes.key().serializer(),
              serdes.value(Topics.CONTEXT).serializer());
      TestOutputTopic<String, byte[]> letters =
          driver.createOutputTopic(
              Topics.DEAD_LETTERS.name(), serdes.key().deserializer(), new ByteArrayDeserializer());
      TestOutputTopic<String, Evidence> evidence =
          driver.createOutputTopic(
              Topics.EVIDENCE.name(),
              serdes.key().deserializer(),
              serdes.value(Topics.EVIDENCE).deserializer());

      context.pipeInput(KEY, event(ContextKind.CHANGE_WINDOW, Map.of("factor", "21")));
      context.pipeInput(KEY, event(ContextKind.LEAK_REPORT, Map.of()));

      TestRecord<String, byte[]> letter = letters.readRecord();
      assertThat(letters.isEmpty()).isTrue();
      assertThat(letter.key()).isEqualTo(KEY);
      assertThat(header(letter, DeadLetterHeaders.TOPIC)).isEqualTo(Topics.CONTEXT.name());
      assertThat(header(letter, DeadLetterHeaders.MESSAGE))
          .isEqualTo("context: factor is 21; write how many times the usual, 2 to 20");
      assertThat(evidence.readValuesToList())
          .singleElement()
          .matches(each -> each.getSignal() == Signal.LEAK_REPORT);
    }
  }

  private TopologyTestDriver driver(Set<Role> roles, TopicSerdes serdes) {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Properties properties =
        StreamsProperties.of(
            new StreamsSettings("faulty", folder, 1, Duration.ofMillis(100)),
            roles,
            Map.of("bootstrap.servers", "none:1"),
            metrics);
    return new TopologyTestDriver(
        new TopologyFactory(AppConfig.defaults(), serdes, metrics)
            .signedBy(new Ed25519CommandSigner(SigningKeys.generate()))
            .build(roles, properties),
        properties,
        AT);
  }

  private static ContextEvent event(ContextKind kind, Map<String, String> attributes) {
    return ContextEvent.newBuilder()
        .setContextId(kind.name())
        .setKind(kind)
        .setScope(KEY)
        .setCredential(CredentialId.parse(KEY))
        .setAt(AT)
        .setExpiresAt(AT.plus(Duration.ofDays(1)))
        .setAttributes(attributes)
        .setSource("test")
        .build();
  }

  private static String header(TestRecord<String, byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
