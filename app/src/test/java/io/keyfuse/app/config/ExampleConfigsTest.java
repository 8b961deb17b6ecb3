package io.keyfuse.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleConfigsTest {
  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "deploy", "examples"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.getFileName().toString().startsWith("azure-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void shouldBindTheReadmesConfiguration() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String yaml = readme.split("```yaml\n", -1)[1].split("```", -1)[0];

    AppConfig config = AppConfig.parse(yaml, Map.of());

    assertThat(config.registry().autoRegister()).isFalse();
    assertThat(config.response().policies()).hasSize(1);
    assertThat(config.executors().openai().enabled()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldBindEveryExample(Path example) {
    AppConfig config = AppConfig.load(example, Map.of());

    assertThat(config.kafka()).containsKey("bootstrap.servers");
    assertThat(config.registry().autoRegister()).isFalse();
    assertThat(config.ingest().http().tokens()).isNotEmpty();
  }
}
