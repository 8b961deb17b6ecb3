package io.keyfuse.detectors.state;

import io.keyfuse.schemas.money.NanoUsd;
import java.util.Arrays;

/**
 * Whether the key is blocked at its provider, since when, and what was used since: the larger of
 * both sides. Mutable, owned by one state; not thread-safe.
 */
public final class BlockedUsage {
  private static final int STRIDE = 3;

  private final long[] numbers = new long[2 * STRIDE];
  private long sinceMs = Baseline.NONE;
  private long events;
  private long toldEvents;
  private long toldPane = Baseline.NONE;
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
    Arrays.fill(numbers, 0L);
    sinceMs = Baseline.NONE;
    events = 0;
    toldEvents = 0;
    toldPane = Baseline.NONE;
    sequence = 0;
  }

  /** Adds an event after the block. */
  public void add(Amounts amounts) {
    int at = amounts.side().place() * STRIDE;
    numbers[at] = NanoUsd.saturatedAdd(numbers[at], amounts.costNanos());
    numbers[at + 1] = NanoUsd.saturatedAdd(numbers[at + 1], amounts.requests());
    long tokens = NanoUsd.saturatedAdd(amounts.inputTokens(), amounts.outputTokens());
    numbers[at + 2] = NanoUsd.saturatedAdd(numbers[at + 2], tokens);
    events++;
  }

  /** Returns the nano-US-dollars since the block. */
  public long costNanos() {
    return larger(0);
  }

  /** Returns the calls since the block. */
  public long requests() {
    return larger(1);
  }

  /** Returns the tokens since the block. */
  public long tokens() {
    return larger(2);
  }

  /** Returns whether there was an event that no evidence has told of. */
  public boolean isDue() {
    return events != toldEvents;
  }

  /** Returns the 10 s pane of the last evidence. */
  public long toldPane() {
    return toldPane;
  }

  /** Notes an evidence and returns its number since the block, from 1. */
  public long tell(long pane) {
    toldPane = Math.max(toldPane, pane);
    toldEvents = events;
    return ++sequence;
  }

  private long larger(int measure) {
    return Math.max(numbers[measure], numbers[STRIDE + measure]);
  }

  void write(ByteWriter out) {
    out.flag(isBlocked());
    if (isBlocked()) {
      out.signed(sinceMs).count(events).count(toldEvents).time(toldPane, 0).count(sequence);
      for (long number : numbers) {
        out.signed(number);
      }
    }
  }

  static BlockedUsage read(ByteReader in) {
    BlockedUsage blocked = new BlockedUsage();
    if (in.flag()) {
      blocked.sinceMs = in.signed();
      blocked.events = in.count();
      blocked.toldEvents = in.count();
      blocked.toldPane = in.time(0);
      blocked.sequence = in.count();
      Arrays.setAll(blocked.numbers, number -> in.signed());
    }
    return blocked;
  }
}
