package io.keyfuse.bench.step;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Prints processor time, clock time, allocation, and the ratio to the peer. Stateless. */
final class StepTable {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String PEER = "decodeEvent";

  private StepTable() {}

  static void print(Collection<RunResult> results, PrintStream out) {
    Map<String, Double> peers = new HashMap<>();
    for (RunResult each : results) {
      if (name(each).equals(PEER)) {
        peers.put(calls(each), second(each, CpuProfiler.LABEL).getScore());
      }
    }
    out.printf(
        "%n%-12s %5s %10s %10s %10s %10s %12s %8s%n",
        "what", "calls", "CPU ns", "+- 99.9 %", "clock ns", "+- 99.9 %", "bytes/event", "to peer");
    for (RunResult each : results) {
      Result<?> cpu = second(each, CpuProfiler.LABEL);
      Result<?> clock = each.getPrimaryResult();
      out.printf(
          "%-12s %5s %,10.0f %,10.0f %,10.0f %,10.0f %,12.0f %8.3f%n",
          name(each),
          calls(each),
          cpu.getScore(),
          cpu.getScoreError(),
          clock.getScore(),
          clock.getScoreError(),
          second(each, ALLOCATED).getScore(),
          cpu.getScore() / peers.getOrDefault(calls(each), Double.NaN));
    }
    out.printf(
        "load average at the end %.1f on %d cores%n",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
  }

  private static String name(RunResult result) {
    return result.getPrimaryResult().getLabel();
  }

  private static String calls(RunResult result) {
    return result.getParams().getParam("calls");
  }

  private static Result<?> second(RunResult result, String label) {
    return Objects.requireNonNull(result.getSecondaryResults().get(label), label);
  }
}
