package io.keyfuse.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  @ParameterizedTest
  @MethodSource("examples")
  void shouldBindEveryExample(Path example) {
    AppConfig config = AppConfig.load(example, Map.of());

    assertThat(config.kafka()).containsKey("bootstrap.servers");
    assertThat(config.ingest().http().tokens()).isNotEmpty();
  }
}
