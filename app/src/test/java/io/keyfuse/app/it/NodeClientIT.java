package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.SpendWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Confluent's serdes for JavaScript over kafkajs: they produce usage that is counted and acted on,
 * and read the alert and the command that come of it.
 */
class NodeClientIT {
  private static final Path PACKAGE = Path.of("src", "test", "node");
  private static final Duration RUN_LIMIT = Duration.ofMinutes(2);
  private static final String KEY = "openai:proj_node:key_node";
  private static final int EVENTS = 40;
  private static final long COST_NANOS = 30_000_000_000L;

  @TempDir Path folder;

  @Test
  void shouldLetJavaScriptReportUsageAndReadWhatComesOfIt() throws Exception {
    assumeTrue(isInstalled(), "no node or npm, or npm ci failed in app/src/test/node");
    try (Stack stack = Stack.start(folder)) {
      Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(120);
      stack.intake().inventory().accept(Usage.inventory(KEY));

      node(
          stack,
          "produce.mjs",
          KEY,
          "" + EVENTS,
          "" + COST_NANOS,
          "" + minute.plusSeconds(5).toEpochMilli());
      JsonNode alert = json(node(stack, "consume.mjs", Topics.ALERTS.name(), "90"));
      JsonNode command = json(node(stack, "consume.mjs", Topics.COMMANDS.name(), "90"));

      assertThat(alert.at("/key").asText()).isEqualTo(KEY);
      assertThat(alert.at("/value/state").asText()).isEqualTo("OPEN");
      assertThat(command.at("/key").asText()).isEqualTo(KEY);
      assertThat(command.at("/value/action").asText()).isEqualTo("SUSPEND");
      assertThat(command.at("/value/parameters/project_id").asText()).isEqualTo("proj_node");
      assertThat(command.at("/headers/keyfuse-signature").asText()).hasSizeGreaterThan(80);
      assertThat(spend(stack, minute).getSpendNanos()).isEqualTo(EVENTS * COST_NANOS);
      assertThat(spend(stack, minute).getProvider().getRequestCount()).isEqualTo(EVENTS);
    }
  }

  /** A later event closes the minute. */
  private static SpendWindow spend(Stack stack, Instant minute) throws Exception {
    String later = Usage.telemetry(KEY, "later", Instant.now(), "0.01");
    assertThat(stack.post("application/json", later).statusCode()).isIn(200, 202);
    List<SpendWindow> windows =
        stack.read(
            Topics.SPEND,
            1,
            window -> window.getWidthMs() == 60_000 && window.getWindowStart().equals(minute));
    return windows.get(windows.size() - 1);
  }

  private static String node(Stack stack, String script, String... arguments) throws Exception {
    String[] command = new String[4 + arguments.length];
    command[0] = "node";
    command[1] = script;
    command[2] = stack.demo().bootstrapServers();
    command[3] = stack.demo().registryUrl().toString();
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    OutsideProcess.Result result = OutsideProcess.run(PACKAGE, RUN_LIMIT, command);
    assertThat(result.code()).as("%s said: %s", script, result.output()).isZero();
    return result.output();
  }

  private static JsonNode json(String line) throws Exception {
    return new ObjectMapper().readTree(line);
  }

  private static boolean isInstalled() throws Exception {
    if (OutsideProcess.run(PACKAGE, RUN_LIMIT, "node", "--version").code() != 0) {
      return false;
    }
    if (Files.exists(PACKAGE.resolve(Path.of("node_modules", ".package-lock.json")))) {
      return true;
    }
    String[] install = {"npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"};
    return OutsideProcess.run(PACKAGE, Duration.ofMinutes(5), install).code() == 0;
  }
}
