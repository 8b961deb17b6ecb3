package io.keyfuse.bench.detection;

import io.keyfuse.bench.detection.ScorecardTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One set, decided upon as often as asked, each time scored.
 *
 * @param given decisions that are there already; empty back-tests
 * @param configs variants to back-test; empty tests the defaults once
 * @param folder where decisions are written
 */
record DetectionRun(BackTestProcess backTest, List<Path> given, List<Path> configs, Path folder) {
  DetectionRun {
    given = List.copyOf(given);
    configs = List.copyOf(configs);
  }

  List<Row> over(Path set) throws IOException, InterruptedException {
    Truth truth = SetFiles.truth(set);
    Map<String, Long> arrivals = SetFiles.firstArrivals(SetFiles.usage(set));
    List<Row> rows = new ArrayList<>();
    for (Path commands : given) {
      rows.add(row(truth, stem(commands), commands, arrivals));
    }
    if (given.isEmpty() && configs.isEmpty()) {
      rows.add(row(truth, truth.name(), decided(set, truth, null), arrivals));
    }
    for (Path config : given.isEmpty() ? configs : List.<Path>of()) {
      String name = truth.name() + " " + stem(config);
      rows.add(row(truth, name, decided(set, truth, config), arrivals));
    }
    return rows;
  }

  private Path decided(Path set, Truth truth, @Nullable Path config)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String variant = config == null ? "" : "-" + stem(config);
    Path commands = folder.resolve(truth.name() + variant + "-commands.jsonl");
    backTest.run(set, config, commands);
    return commands;
  }

  private static Row row(Truth truth, String name, Path commands, Map<String, Long> arrivals)
      throws IOException {
    return new Row(name, DetectionScorer.score(truth, SetFiles.commands(commands), arrivals));
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
