package io.keyfuse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keyfuse bench}: throughput of the whole topology beside a plain consumer loop. */
@Command(
    name = "keyfuse bench",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Throughput of the whole topology beside a plain consumer loop, in one run.")
public final class BenchMain implements Callable<Integer> {
  @Option(names = "--events", defaultValue = "1000000", description = "Records to preload.")
  private int events;

  @Option(names = "--keys", defaultValue = "100000", description = "Credentials, Zipf 1.0.")
  private int keys;

  @Option(names = "--partitions", defaultValue = "4", description = "Partitions of usage.v1.")
  private int partitions;

  @Option(names = "--threads", defaultValue = "2", description = "Stream threads.")
  private int threads;

  @Option(names = "--spacing-us", defaultValue = "3600", description = "Event time per event.")
  private long spacingMicros;

  @Option(names = "--seed", defaultValue = "42", description = "Seed of the load.")
  private long seed;

  /** Runs the benchmark and ends the process. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("keyfuse-bench");
    try {
      BenchPlan plan = new BenchPlan(events, keys, partitions, threads, spacingMicros, seed);
      System.out.println(plan + ", " + Runtime.getRuntime().availableProcessors() + " cores");
      new ThroughputBench(plan, System.out).run(folder);
      return 0;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
