package io.keyfuse.bench.decision;

import java.io.PrintStream;
import java.util.Map;

/** Times from event to answer in milliseconds. Immutable. */
final class Latencies {
  private final double[] sorted;
  private final int asked;

  private Latencies(double[] sorted, int asked) {
    this.sorted = sorted;
    this.asked = asked;
  }

  /** Sets answers against what was due. */
  static Latencies of(Map<String, Long> dueNanos, Map<String, Long> answeredNanos) {
    double[] sorted =
        dueNanos.entrySet().stream()
            .filter(due -> answeredNanos.containsKey(due.getKey()))
            .mapToDouble(
                due -> (answeredNanos.getOrDefault(due.getKey(), 0L) - due.getValue()) / 1e6)
            .sorted()
            .toArray();
    return new Latencies(sorted, dueNanos.size());
  }

  /** Returns the time within which that share of the answers came, by the nearest rank. */
  double within(double share) {
    int rank = (int) Math.ceil(sorted.length * share);
    return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, rank - 1)];
  }

  void print(String what, PrintStream out) {
    out.printf(
        "%-36s %3d of %3d   p50 %7.1f ms   p95 %7.1f ms   p99 %7.1f ms   max %7.1f ms%n",
        what, sorted.length, asked, within(0.50), within(0.95), within(0.99), within(1));
  }
}
