package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;

/**
 * Whether the key is blocked at its provider, since when, and what was used since. Mutable, owned
 * by one state; not thread-safe.
 */
public final class BlockedUsage {
  private long sinceMs = Baseline.NONE;
  private long costNanos;
  private long requests;
  private long tokens;
  private long reportedRequests;
  private long reportedPane = Baseline.NONE;
  private long sequence;

  /** Returns whether the key is blocked. */
  public boolean isBlocked() {
    return sinceMs != Baseline.NONE;
  }

  /** Returns since when, event time; {@link Baseline#NONE} when it is not blocked. */
  public long sinceMs() {
    return sinceMs;
  }

  /** Starts counting afresh from the time of the block. */
  public void block(long atMs) {
    clear();
    sinceMs = atMs;
  }

  /** Ends the block. */
  public void clear() {
    sinceMs = Baseline.NONE;
    costNanos = 0;
    requests = 0;
    tokens = 0;
    reportedRequests = 0;
    reportedPane = Baseline.NONE;
    sequence = 0;
  }

  /** Adds usage after the block. */
  public void add(Amounts amounts) {
    costNanos = NanoUsd.saturatedAdd(costNanos, amounts.costNanos());
    requests = NanoUsd.saturatedAdd(requests, amounts.requests());
    tokens = NanoUsd.saturatedAdd(tokens, amounts.inputTokens() + amounts.outputTokens());
  }

  /** Returns the money since the block, both feeds together. */
  public long costNanos() {
    return costNanos;
  }

  /** Returns the calls since the block, both feeds together. */
  public long requests() {
    return requests;
  }

  /** Returns the tokens since the block, both feeds together. */
  public long tokens() {
    return tokens;
  }

  /** Returns whether there is usage that no evidence has told of. */
  public boolean isDue() {
    return isBlocked() && requests != reportedRequests;
  }

  /** Returns the 10 s pane of the last evidence. */
  public long reportedPane() {
    return reportedPane;
  }

  /** Notes an evidence and returns its number since the block, from 1. */
  public long report(long pane) {
    reportedPane = Math.max(reportedPane, pane);
    reportedRequests = requests;
    return ++sequence;
  }

  void write(ByteWriter out) {
    out.flag(isBlocked());
    if (isBlocked()) {
      out.signed(sinceMs).signed(costNanos).signed(requests).signed(tokens);
      out.signed(reportedRequests).time(reportedPane, 0).count(sequence);
    }
  }

  static BlockedUsage read(ByteReader in) {
    BlockedUsage blocked = new BlockedUsage();
    if (in.flag()) {
      blocked.sinceMs = in.signed();
      blocked.costNanos = in.signed();
      blocked.requests = in.signed();
      blocked.tokens = in.signed();
      blocked.reportedRequests = in.signed();
      blocked.reportedPane = in.time(0);
      blocked.sequence = in.count();
    }
    return blocked;
  }
}
