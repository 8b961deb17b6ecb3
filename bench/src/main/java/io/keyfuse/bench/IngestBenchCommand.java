package io.keyfuse.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keyfuse bench ingest}: the intake beside a plain producer. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Events per second of the intake beside a plain producer, in one run.")
final class IngestBenchCommand implements Callable<Integer> {
  @Option(names = "--events", defaultValue = "200000", description = "Events of each run.")
  private int events;

  @Option(names = "--batch", defaultValue = "500", description = "Events of one request.")
  private int batch;

  @Option(names = "--clients", defaultValue = "4", description = "Requests under way at once.")
  private int clients;

  @Option(names = "--rows", defaultValue = "500000", description = "Rows of the FOCUS file.")
  private int rows;

  @Option(names = "--seed", defaultValue = "42", description = "Seed of the load.")
  private long seed;

  @Option(
      names = "--rate",
      defaultValue = "20000",
      description = "Events a second of the paced runs; 0 leaves them out.")
  private int rate;

  @Option(names = "--seconds", defaultValue = "20", description = "Length of a paced run.")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      IngestPlan plan =
          new IngestPlan(events, batch, clients, rows, seed, new IngestPlan.Pace(rate, seconds));
      System.out.println(plan + ", " + Runtime.getRuntime().availableProcessors() + " cores");
      new IngestBench(plan, System.out).run(folder.path());
      return 0;
    }
  }
}
