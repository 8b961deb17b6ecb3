package io.keyfuse.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.config.StreamsSettings;
import io.keyfuse.app.stream.StreamsProperties;
import io.keyfuse.app.stream.TopologyFactory;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InMemoryStoresTest {
  private static final Set<Role> ROLES = EnumSet.of(Role.DETECT, Role.RESPOND);

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldLeaveTheProductionTopologyAsItIs() {
    assertThat(topology(properties(true)).describe())
        .hasToString(topology(properties(false)).describe().toString());
  }

  @Test
  void shouldKeepNoStoreOnDisk() {
    Properties properties = properties(true);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(topology(properties), properties, Instant.EPOCH)) {
      assertThat(driver.getAllStateStores().values())
          .hasSizeGreaterThanOrEqualTo(5)
          .noneMatch(store -> store.persistent());
    }
  }

  private Properties properties(boolean inMemory) {
    Properties properties =
        StreamsProperties.of(
            new StreamsSettings("stores", folder, 1, StreamsSettings.defaults().commitInterval()),
            ROLES,
            Map.of("bootstrap.servers", "none:1"),
            new SimpleMeterRegistry());
    if (inMemory) {
      properties.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, InMemoryStores.class.getName());
    }
    return properties;
  }

  private static Topology topology(Properties properties) {
    return new TopologyFactory(
            AppConfig.defaults(),
            new TopicSerdes(new LocalRegistry(), true),
            new SimpleMeterRegistry())
        .signedBy(new Ed25519CommandSigner(SigningKeys.generate()))
        .build(ROLES, properties);
  }
}
