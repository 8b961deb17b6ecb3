package io.keyfuse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong usage, which is told before anything is connected to. */
class DlqCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter err = new StringWriter();

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("--limit: 0 is out of range", List.of("list", "--limit", "0")),
        arguments("'soon' is not a duration", List.of("list", "--since", "soon")),
        arguments("'12' is no letter's id", List.of("show", "12")),
        arguments("select them by --reason", List.of("replay", "--yes")),
        arguments("say --yes to write", List.of("replay", "0:1")),
        arguments("say --yes to write", List.of("replay", "0:1", "--yes", "--dry-run")),
        arguments("'x' is no letter's id", List.of("replay", "x", "--yes")),
        arguments("--patch: is no JSON", List.of("replay", "0:1", "--yes", "--patch", "{")),
        arguments("must be an object", List.of("replay", "0:1", "--yes", "--patch", "7")),
        arguments("cannot read none", List.of("replay", "0:1", "--yes", "--patch", "@none")),
        arguments("name a command", List.of()));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldNameTheFaultAndItsFix(String said, List<String> arguments) throws IOException {
    Path config = folder.resolve("keyfuse.yaml");
    Files.writeString(config, "kafka: {bootstrap.servers: \"127.0.0.1:1\"}");
    List<String> line = new ArrayList<>(List.of("dlq"));
    line.addAll(arguments);
    if (!arguments.isEmpty()) {
      line.addAll(List.of("--config", config.toString()));
    }

    assertThat(run(line.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(said);
  }

  @Test
  void shouldWantAConfiguration() {
    assertThat(run("dlq", "list")).isEqualTo(2);
    assertThat(err.toString()).contains("--config");
  }

  private int run(String... arguments) {
    return Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
