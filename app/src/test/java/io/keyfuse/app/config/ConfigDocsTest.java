package io.keyfuse.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void shouldKeepThePageEqualToTheRecords() throws IOException {
    String page = ConfigDocs.markdown(AppConfig.defaults());
    if (Boolean.getBoolean("keyfuse.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dkeyfuse.docs.write=true")
        .isEqualTo(page);
  }

  @Test
  void shouldSayWhatEverySettingMeans() {
    assertThat(ConfigDocs.markdown(AppConfig.defaults()).lines())
        .filteredOn(line -> line.startsWith("| `"))
        .noneMatch(line -> line.endsWith("|  |"));
  }
}
