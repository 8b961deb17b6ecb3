package io.keyfuse.bench.step;

import io.keyfuse.bench.BenchFolder;
import io.keyfuse.testkit.scenario.ScenarioSet;
import io.keyfuse.testkit.scenario.SetPlan;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keyfuse bench step}: the detection step beside decoding its events. */
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Time and allocation per event of the detection step, beside Avro decoding.")
public final class StepBenchCommand implements Callable<Integer> {
  private static final int KEYS = 150;
  private static final int DAYS = 10;

  @Option(
      names = "--usage",
      description = "A recording in place of generated traffic, such as a set's usage.jsonl.gz.")
  private @Nullable Path usage;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of the generated traffic.")
  private long seed;

  @Option(
      names = "--calls",
      split = ",",
      defaultValue = "1,20",
      description = "A row of telemetry is told as so many calls at most; one run for each.")
  private String[] calls = {};

  @Option(names = "--forks", defaultValue = "2", description = "Processes of each benchmark.")
  private int forks;

  @Option(names = "--iterations", defaultValue = "5", description = "Iterations of two seconds.")
  private int iterations;

  @Override
  public Integer call() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      Path played = usage == null ? generated(folder.path()) : usage.toAbsolutePath();
      StepTable.print(new Runner(options(played)).run(), System.out);
      return 0;
    }
  }

  private Path generated(Path folder) throws Exception {
    System.out.println(ScenarioSet.write(new SetPlan(seed, KEYS, DAYS, Set.of()), folder));
    return folder.resolve("usage.jsonl");
  }

  private Options options(Path played) {
    return new OptionsBuilder()
        .include(StepBenchmark.class.getName() + "\\..*")
        .param("usage", played.toString())
        .param("calls", calls)
        .forks(forks)
        .warmupIterations(iterations)
        .warmupTime(TimeValue.seconds(2))
        .measurementIterations(iterations)
        .measurementTime(TimeValue.seconds(2))
        .jvmArgs("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g")
        .addProfiler(GCProfiler.class)
        .addProfiler(CpuProfiler.class)
        .shouldFailOnError(true)
        .build();
  }
}
