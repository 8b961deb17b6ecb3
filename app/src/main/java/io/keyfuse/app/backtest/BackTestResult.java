package io.keyfuse.app.backtest;

import java.time.Instant;
import java.util.List;

/**
 * What a run came to.
 *
 * @param decisions decisions in their order
 * @param counts rows and what became of them
 * @param spend what the keys spent
 */
public record BackTestResult(List<PaperDecision> decisions, Counts counts, SpendBook spend) {
  /**
   * Rows and what became of them: {@code rows = refused + events + duplicates + rejected +
   * stopped}.
   *
   * @param firstAt arrival of the first row
   * @param lastAt arrival of the last row
   * @param rows lines within the range, and lines that are no event
   * @param refused lines that are no event
   * @param events events and differences of buckets that the topology counted
   * @param duplicates events that it had counted before
   * @param rejected events that it refused
   * @param stopped rows of keys that were blocked by then, which would not have happened
   * @param dryRuns commands of policies in dry run, which are no decisions
   */
  public record Counts(
      Instant firstAt,
      Instant lastAt,
      long rows,
      long refused,
      long events,
      long duplicates,
      long rejected,
      long stopped,
      long dryRuns) {}

  /** Copies the list. */
  public BackTestResult {
    decisions = List.copyOf(decisions);
  }
}
