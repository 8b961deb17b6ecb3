package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.Platform;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.app.registry.EmbeddedRegistryConfig;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intake and detection in one instance, response in another: they meet on topics only. */
class SplitRolesIT {
  @TempDir Path folder;

  @Test
  void shouldCarryOutACommandAcrossInstancesOfDifferentRoles() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
        EmbeddedRegistry registry =
            new EmbeddedRegistry(
                EmbeddedRegistryConfig.defaults(),
                new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers())))) {
      registry.start();
      Instances instances = new Instances(folder, broker.bootstrapServers(), registry.url());
      try (Platform detect =
              instances.start("detect", EnumSet.of(Role.INGEST, Role.DETECT), Map.of());
          Platform respond = instances.start("respond", EnumSet.of(Role.RESPOND), Map.of())) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> detect.isReady() && respond.isReady());
        for (int i = 0; i < 20; i++) {
          Instances.post(
              detect.api(),
              Usage.provider("openai:proj_s:stolen", "flood-" + i, Instant.now(), "40"));
        }

        Awaitility.await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(
                            instances.read(
                                Topics.OUTCOMES,
                                respond.serdes().value(Topics.OUTCOMES).deserializer()))
                        .singleElement()
                        .satisfies(
                            outcome -> {
                              assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.DRY_RUN);
                              assertThat(outcome.getCredential().getKeyId()).isEqualTo("stolen");
                            }));
      }
    }
  }
}
