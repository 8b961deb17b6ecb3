package io.keyfuse.bench.decision;

import io.keyfuse.bench.BenchFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keyfuse bench decision}: time from event to command. */
@Command(
    name = "decision",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Time from a deciding event to its command, beside a topology that only copies.")
public final class DecisionBenchCommand implements Callable<Integer> {
  @Option(names = "--rate", defaultValue = "5000", description = "Events a second.")
  private int rate;

  @Option(names = "--keys", defaultValue = "2000", description = "Keys of the other traffic.")
  private int keys;

  @Option(names = "--victims", defaultValue = "200", description = "Keys that are to be killed.")
  private int victims;

  @Option(names = "--seconds", defaultValue = "60", description = "Length of a measured run.")
  private int seconds;

  @Option(names = "--threads", defaultValue = "2", description = "Stream threads.")
  private int threads;

  @Option(names = "--seed", defaultValue = "42", description = "Seed of traffic and times.")
  private long seed;

  @Override
  public Integer call() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      DecisionPlan plan = new DecisionPlan(rate, keys, victims, seconds, threads, seed);
      System.out.println(plan + ", " + Runtime.getRuntime().availableProcessors() + " cores");
      new DecisionBench(plan, System.out).run(folder.path());
      return 0;
    }
  }
}
