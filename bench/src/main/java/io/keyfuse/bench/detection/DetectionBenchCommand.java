package io.keyfuse.bench.detection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.keyfuse.bench.BenchFolder;
import io.keyfuse.bench.detection.ScorecardTable.Row;
import io.keyfuse.testkit.scenario.ScenarioSet;
import io.keyfuse.testkit.scenario.SetPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keyfuse bench detection}: the scorecard, over a given set or over generated ones. */
@Command(
    name = "detection",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Back-tests labelled sets and scores the decisions: dollars saved, and false kills.",
      "Give --commands to score decisions that are there already, --config once for each",
      "variant of an ablation; each is compared with the first."
    })
public final class DetectionBenchCommand implements Callable<Integer> {
  private static final String KEYFUSE = "io.keyfuse.app.cli.Main";

  @Option(
      names = "--set",
      paramLabel = "DIR",
      description = "A labelled set: usage.jsonl[.gz], keys.json, labels.json. Repeatable.")
  private List<Path> sets = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description = "Generate a set of each of these seeds.")
  private @Nullable String seeds;

  @Option(names = "--keys", defaultValue = "150", description = "Keys of a generated set.")
  private int keys;

  @Option(names = "--days", defaultValue = "14", description = "Days of a generated set.")
  private int days;

  @Option(
      names = "--kinds",
      split = ",",
      description = "Kinds of a generated set, such as A4,B9; default all.")
  private Set<String> kinds = Set.of();

  @Option(
      names = "--commands",
      split = ",",
      paramLabel = "FILE",
      description = "Decisions to score instead of a back-test; with one --set.")
  private List<Path> commands = List.of();

  @Option(
      names = "--config",
      split = ",",
      paramLabel = "FILE",
      description = "Configuration of the back-test; one run for each.")
  private List<Path> configs = List.of();

  @Option(names = "--policy", paramLabel = "FILE", description = "Policy of the back-test.")
  private @Nullable Path policy;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the scorecards go too, under the public scorer's field names.")
  private @Nullable Path json;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Where generated sets and decisions stay; default: nowhere.")
  private @Nullable Path keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (sets.isEmpty() && seeds == null) {
      throw usage("name --set DIR, or --seeds 1..5 to generate sets");
    }
    if (!commands.isEmpty() && (sets.size() != 1 || seeds != null)) {
      throw usage("--commands: decisions belong to one set; name it with one --set and no --seeds");
    }
    if (keep != null) {
      print(rows(keep));
      return 0;
    }
    try (BenchFolder folder = BenchFolder.create()) {
      print(rows(folder.path()));
    }
    return 0;
  }

  private List<Row> rows(Path folder) throws IOException, InterruptedException {
    DetectionRun run =
        new DetectionRun(
            new BackTestProcess(
                KEYFUSE, policy == null ? List.of() : List.of("--policy", policy.toString())),
            commands,
            configs,
            folder);
    List<Row> rows = new ArrayList<>();
    for (Path set : sets) {
      rows.addAll(run.over(set));
    }
    if (seeds != null) {
      for (long seed : seeds(seeds).stream().toArray()) {
        Path set = folder.resolve("seed-" + seed);
        spec.commandLine().getErr().println(ScenarioSet.write(plan(seed), set));
        rows.addAll(run.over(set));
      }
    }
    return rows;
  }

  private SeedRange seeds(String text) {
    try {
      return SeedRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw usage("--" + e.getMessage());
    }
  }

  private SetPlan plan(long seed) {
    try {
      return new SetPlan(seed, keys, days, kinds);
    } catch (IllegalArgumentException e) {
      throw usage("--" + e.getMessage());
    }
  }

  private void print(List<Row> rows) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(ScorecardTable.runs(rows));
    for (Row row : rows) {
      out.println("### " + row.name() + "\n");
      out.println(ScorecardTable.kinds(row.card()));
      out.println(ScorecardTable.lookAlikes(row.card()));
    }
    out.flush();
    if (json != null) {
      ObjectMapper mapper = new ObjectMapper();
      ArrayNode cards = mapper.createArrayNode();
      rows.forEach(row -> cards.add(ScorecardJson.of(row.card()).put("run", row.name())));
      mapper.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), cards);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
