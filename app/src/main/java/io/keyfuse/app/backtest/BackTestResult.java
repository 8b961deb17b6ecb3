package io.keyfuse.app.backtest;

import java.util.List;

/**
 * What a run came to.
 *
 * @param decisions decisions in their order
 * @param rows rows played
 */
public record BackTestResult(List<PaperDecision> decisions, long rows) {
  /** Copies the list. */
  public BackTestResult {
    decisions = List.copyOf(decisions);
  }
}
