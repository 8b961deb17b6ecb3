package io.keyfuse.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.cli.CommandRun;
import io.keyfuse.testkit.scenario.Kill;
import io.keyfuse.testkit.scenario.ScenarioInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Plays recorded usage by {@code keyfuse backtest} with the built-in policy, as an outsider does:
 * files in, a file of decisions out. Used by one thread.
 *
 * @param folder empty folder of this player's own
 */
record BackTestPlayer(Path folder) implements Function<ScenarioInput, List<Kill>> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KILLS = Set.of("suspend", "revoke");
  private static final Duration GIVEN_BACK = Duration.ofDays(1);

  @Override
  public List<Kill> apply(ScenarioInput input) {
    try {
      input.write(folder);
      return first(kills(decisions("usage.jsonl")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plays a file of the folder with the folder's inventory, and returns the file of decisions. */
  Path decisions(String usage) {
    Path decisions = folder.resolve(usage + ".decisions");
    CommandRun run =
        CommandRun.of(
            "backtest",
            "--usage",
            folder.resolve(usage).toString(),
            "--inventory",
            folder.resolve("keys.json").toString(),
            "--commands",
            decisions.toString());
    assertThat(run.exit()).as(run.err()).isZero();
    return decisions;
  }

  /** Returns the kills of a file of decisions, in their order. */
  static List<Kill> kills(Path decisions) throws IOException {
    List<Kill> kills = new ArrayList<>();
    for (String line : Files.readAllLines(decisions)) {
      JsonNode decision = JSON.readTree(line);
      if (KILLS.contains(decision.path("action").asText())) {
        long at = Instant.parse(decision.path("at").asText()).toEpochMilli();
        kills.add(new Kill(decision.path("key_id").asText(), at));
      }
    }
    return kills;
  }

  /**
   * Leaves out the first kill of a key that was killed a day before or longer: a back-test gives a
   * key back after a day, and where its thief is still there it has to be killed again.
   */
  private static List<Kill> first(List<Kill> kills) {
    Map<String, Long> since = new HashMap<>();
    List<Kill> first = new ArrayList<>();
    for (Kill kill : kills) {
      Long before = since.get(kill.keyId());
      boolean again = before != null && kill.atMillis() - before >= GIVEN_BACK.toMillis();
      if (before == null || again) {
        since.put(kill.keyId(), kill.atMillis());
      }
      if (!again) {
        first.add(kill);
      }
    }
    return first;
  }
}
