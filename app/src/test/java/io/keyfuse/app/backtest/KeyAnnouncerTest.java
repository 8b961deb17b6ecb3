package io.keyfuse.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyAnnouncerTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void shouldTellOfKeysWhenTheyAreMadeAndOfWhatTheyFollow() throws IOException {
    KeyAnnouncer announcer =
        announcer(
            "[{'key_id':'new','provider':'openai','tenant':'acme','feature':'chat',"
                + "'feeds':['telemetry','provider_usage'],'environment':'prod','secret':'no',"
                + "'created_at':'2026-05-04T08:00:00Z','rotated_from':'old'},"
                + "{'key_id':'old','provider':'openai','created_at':'2026-01-01T00:00:00Z'}]");

    assertThat(announcer.nextAt()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(announcer.take())
        .extracting(ContextEvent::getScope)
        .containsExactly("openai:bench:old");
    assertThat(announcer.nextAt()).isEqualTo("2026-05-04T08:00:00Z");
    List<ContextEvent> told = announcer.take();
    assertThat(told)
        .extracting(ContextEvent::getKind)
        .containsExactly(ContextKind.INVENTORY, ContextKind.LINEAGE);
    assertThat(told.get(0).getAttributes())
        .containsEntry("feeds", "telemetry,provider_usage")
        .containsEntry("tenant", "acme")
        .containsEntry("environment", "prod")
        .doesNotContainKey("secret");
    assertThat(told.get(1).getAttributes()).containsEntry("rotated_from", "openai:bench:old");
    assertThat(announcer.nextAt()).isEqualTo(Instant.MAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | must hold a JSON list",
        "[{`provider`:`p`,`created_at`:`2026-01-01T00:00:00Z`}] | --inventory[0].key_id: missing",
        "[{`key_id`:`k`,`provider`:`p`}] | --inventory[0].created_at: missing",
        "[{`key_id`:`k`,`provider`:`p`,`created_at`:`today`}] | --inventory[0].created_at: write",
        "[{`key_id`:`k` | is no JSON",
      })
  void shouldNameTheEntryAndFieldAtFault(String json, String message) {
    assertThatThrownBy(() -> announcer(json.replace('`', '"')))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  private KeyAnnouncer announcer(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("keys.json"), json.replace('\'', '"'));
    return new KeyAnnouncer(InventoryFile.read(file, "bench"));
  }
}
