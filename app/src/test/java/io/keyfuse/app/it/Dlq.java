package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code keyfuse dlq} in a process of its own, as an operator does. */
final class Dlq {
  private static final long LONGEST_S = 300;

  private final Path config;
  private final Path folder;

  /** Writes the configuration that the command reads. */
  Dlq(Stack stack, Path folder) throws IOException {
    this.folder = folder;
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
  record Answer(int exit, String out) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  /** Runs a command whose output is JSON. */
  Answer json(String command, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    return run(command, all.toArray(String[]::new));
  }

  Answer run(String command, String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dkeyfuse.log=file",
                "-Dkeyfuse.log.file=" + folder.resolve("dlq.log"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.keyfuse.app.cli.Main",
                "dlq",
                command,
                "--config",
                config.toString()));
    line.addAll(List.of(arguments));
    Path out = folder.resolve("dlq.out");
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    boolean ended = process.waitFor(LONGEST_S, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("keyfuse dlq %s ended", command).isTrue();
    return new Answer(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
  }
}
