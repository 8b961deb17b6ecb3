package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code keyfuse dlq} against a stack, with output for programs. */
final class Dlq {
  private final Path config;

  /** Writes the configuration that the command reads. */
  Dlq(Stack stack, Path folder) throws IOException {
    this.config = folder.resolve("dlq.yaml");
    Files.writeString(
        config,
        """
        kafka: {bootstrap.servers: "%s"}
        registry: {urls: ["%s"]}
        """
            .formatted(stack.demo().bootstrapServers(), stack.demo().registryUrl()));
  }

  /** What the command answered. */
  record Answer(CommandRun run) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(run.out());
    }

    /** Asserts how many letters a replay sent back, and how many it found sent back before. */
    void shouldHaveSent(long replayed, long before) throws IOException {
      assertThat(run.exit()).as(run.out() + run.err()).isZero();
      assertThat(json().path("replayed").asLong()).isEqualTo(replayed);
      assertThat(json().path("replayed_before").asLong()).isEqualTo(before);
    }
  }

  /** Replays the letters of a reason. */
  Answer replay(String reason, String... more) {
    List<String> all = new ArrayList<>(List.of("replay", "--reason", reason, "--yes"));
    all.addAll(List.of(more));
    return run(all);
  }

  Answer list() {
    return run(List.of("list"));
  }

  private Answer run(List<String> command) {
    List<String> line = new ArrayList<>(List.of("dlq"));
    line.addAll(command);
    line.addAll(List.of("--config", config.toString(), "-o", "json"));
    return new Answer(CommandRun.of(line.toArray(String[]::new)));
  }
}
