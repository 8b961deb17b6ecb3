package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.Platform;
import io.keyfuse.app.broker.EmbeddedBroker;
import io.keyfuse.app.cli.CommandRun;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.registry.EmbeddedRegistry;
import io.keyfuse.app.registry.EmbeddedRegistryConfig;
import io.keyfuse.schemas.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One instance decides and is gone, another without its disk goes on: one chain, verified. */
class AuditIT {
  private static final Set<Role> ROLES = EnumSet.of(Role.INGEST, Role.DETECT, Role.RESPOND);

  @TempDir Path folder;

  @Test
  void shouldContinueTheChainOnAnotherInstance() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (EmbeddedRegistry registry =
          new EmbeddedRegistry(EmbeddedRegistryConfig.defaults(), kafka)) {
        registry.start();
        Instances instances = new Instances(folder, registry.url());
        int before = decide(instances, kafka, "first", 0);
        int after = decide(instances, kafka, "second", before);
        verify(broker.bootstrapServers(), instances.signing(), after);
      }
    }
  }

  /** Has a new instance decide about the same key; returns how many decisions there are. */
  private static int decide(Instances instances, Map<String, Object> kafka, String name, int before)
      throws Exception {
    try (Platform platform = instances.start(name, ROLES, kafka, Map.of())) {
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(platform::isReady);
      for (String key : List.of("stolen", name)) {
        for (int i = 0; i < 20; i++) {
          String flood =
              Usage.provider("openai:proj_s:" + key, name + i, Instant.now(), before + 40 + "");
          assertThat(Instances.post(platform.api(), flood)).isEqualTo(200);
        }
      }
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> decisions(kafka, platform) > before);
    }
    return Instances.all(kafka, Topics.DECISIONS.name(), new ByteArrayDeserializer()).size();
  }

  private static int decisions(Map<String, Object> kafka, Platform platform) {
    return Instances.all(kafka, Topics.DECISIONS, platform.serdes()).size();
  }

  private void verify(String bootstrap, Path signing, int records) throws Exception {
    Path config = folder.resolve("audit.yaml");
    Files.writeString(
        config,
        "kafka: {bootstrap.servers: \"%s\"}%nresponse: {signing: {public_key: \"%s\"}}%n"
            .formatted(bootstrap, signing.resolve(SigningKeys.PUBLIC_FILE)));
    CommandRun live = CommandRun.of("audit", "verify", "-c", config.toString(), "--whole");
    assertThat(live.exit()).as(live.out() + live.err()).isZero();
    assertThat(live.out()).contains(records + " records").doesNotContain(" 0 records");

    Path export = folder.resolve("decisions.jsonl");
    CommandRun exported =
        CommandRun.of("audit", "export", "-c", config.toString(), "--out", export.toString());
    assertThat(exported.exit()).as(exported.err()).isZero();
    CommandRun offline =
        CommandRun.of("audit", "verify", export.toString(), "-c", config.toString());
    assertThat(offline.out()).isEqualTo(live.out());
    // A partition holds one chain though two instances wrote it.
    assertThat(live.out().lines().filter(line -> line.startsWith("chain ")).map(AuditIT::partition))
        .doesNotHaveDuplicates();

    List<String> lines = new ArrayList<>(Files.readAllLines(export));
    Collections.swap(lines, 0, lines.size() - 1);
    Files.write(export, lines);
    assertThat(CommandRun.of("audit", "verify", export.toString(), "-c", config.toString()).exit())
        .isEqualTo(3);
  }

  private static String partition(String line) {
    return line.substring(0, line.indexOf('-'));
  }
}
