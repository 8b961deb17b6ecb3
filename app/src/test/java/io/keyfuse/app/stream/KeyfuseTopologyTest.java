package io.keyfuse.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.config.StreamsSettings;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyfuseTopologyTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  @ParameterizedTest
  @CsvSource({"all", "detect", "respond"})
  void shouldKeepTheShapeOfEachRole(String roles) throws IOException {
    Path golden = GOLDEN.resolve("topology-" + roles + ".txt");
    String described = build(roles).describe().toString();
    if (Boolean.getBoolean("keyfuse.golden.write")) {
      Files.writeString(golden, described);
    }

    assertThat(described)
        .as("a changed shape changes state and topics; -Dkeyfuse.golden.write=true takes it on")
        .isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @CsvSource({"all,keyfuse", "detect,keyfuse-detect", "respond,keyfuse-respond"})
  void shouldGiveEachSplitOfRolesAnApplicationOfItsOwn(String roles, String application) {
    assertThat(properties(Role.parse(roles)).get(StreamsConfig.APPLICATION_ID_CONFIG))
        .isEqualTo(application);
  }

  @ParameterizedTest
  @CsvSource({"all", "detect", "respond"})
  void shouldNeverGiveUpExactlyOnce(String roles) {
    assertThat(properties(Role.parse(roles)).get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
        .isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
  }

  private static Topology build(String roles) {
    Set<Role> parsed = Role.parse(roles);
    TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
    return new TopologyFactory(AppConfig.defaults(), serdes, new SimpleMeterRegistry())
        .signedBy(new Ed25519CommandSigner(SigningKeys.generate()))
        .build(parsed, properties(parsed));
  }

  private static Properties properties(Set<Role> roles) {
    return StreamsProperties.of(
        StreamsSettings.defaults(),
        roles,
        Map.of("bootstrap.servers", "b:1", "processing.guarantee", "at_least_once"),
        new SimpleMeterRegistry());
  }
}
