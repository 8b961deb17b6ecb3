package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir private Path parent = Path.of("");

  @Test
  void shouldMakeANewFolder() {
    DemoFolder folder = DemoFolder.prepare(parent.resolve("a/demo"));

    assertThat(folder.path()).isDirectory();
    assertThat(folder.resumed()).isFalse();
  }

  @Test
  void shouldTakeUpAnUnfinishedRun() {
    DemoFolder first = DemoFolder.prepare(parent.resolve("demo"));
    new ScenarioFile(first.path()).save(Stories.scenario());

    DemoFolder second = DemoFolder.prepare(parent.resolve("demo"));

    assertThat(second.resumed()).isTrue();
    assertThat(new ScenarioFile(second.path()).load()).isPresent();
  }

  @Test
  void shouldStartAfreshAfterAFinishedRun() throws IOException {
    DemoFolder first = DemoFolder.prepare(parent.resolve("demo"));
    new ScenarioFile(first.path()).save(Stories.scenario());
    Files.createDirectories(first.path().resolve("kafka/logs"));
    Files.writeString(first.path().resolve("kafka/logs/0.log"), "x");
    first.complete();

    DemoFolder second = DemoFolder.prepare(parent.resolve("demo"));

    assertThat(second.resumed()).isFalse();
    assertThat(second.path().resolve("kafka")).doesNotExist();
    assertThat(DemoFolder.prepare(parent.resolve("demo")).resumed()).isFalse();
  }

  @Test
  void shouldNotTouchAFolderThatIsNotADemo() throws IOException {
    Path precious = parent.resolve("precious.txt");
    Files.writeString(precious, "keep me");
    Files.writeString(parent.resolve("completed"), "");

    assertThatThrownBy(() -> DemoFolder.prepare(parent))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--data");
    assertThat(precious).hasContent("keep me");
  }

  @Test
  void shouldDeleteALinkButNotWhatItPointsTo() throws IOException {
    Path outside = Files.createDirectory(parent.resolve("outside"));
    Files.writeString(outside.resolve("precious.txt"), "keep me");
    DemoFolder first = DemoFolder.prepare(parent.resolve("demo"));
    Files.createSymbolicLink(first.path().resolve("link"), outside);
    first.complete();

    DemoFolder second = DemoFolder.prepare(parent.resolve("demo"));

    assertThat(second.path().resolve("link")).doesNotExist();
    assertThat(outside.resolve("precious.txt")).hasContent("keep me");
  }
}
