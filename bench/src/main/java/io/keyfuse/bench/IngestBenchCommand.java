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

  @Override
  public Integer call() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      IngestPlan plan = new IngestPlan(events, batch, clients, rows, seed);
      System.out.println(plan + ", " + Runtime.getRuntime().availableProcessors() + " cores");
      new IngestBench(plan, System.out).run(folder.path());
      return 0;
    }
  }
}
