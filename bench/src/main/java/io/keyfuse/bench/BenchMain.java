package io.keyfuse.bench;

import io.keyfuse.bench.decision.DecisionBenchCommand;
import io.keyfuse.bench.detection.DetectionBenchCommand;
import io.keyfuse.bench.step.StepBenchCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keyfuse bench}: throughput of the whole topology beside a plain consumer loop. */
@Command(
    name = "keyfuse bench",
    subcommands = {
      IngestBenchCommand.class,
      DetectionBenchCommand.class,
      StepBenchCommand.class,
      DecisionBenchCommand.class
    },
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
    try (BenchFolder folder = BenchFolder.create()) {
      BenchPlan plan = new BenchPlan(events, keys, partitions, threads, spacingMicros, seed);
      System.out.println(plan + ", " + Runtime.getRuntime().availableProcessors() + " cores");
      new ThroughputBench(plan, System.out).run(folder.path());
      return 0;
    }
  }
}
