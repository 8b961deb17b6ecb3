package io.keyfuse.app.demo;

import io.keyfuse.app.demo.Style.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Says what Keyfuse counted for each minute that is over, once its windows have had time to close.
 * Used by one thread.
 */
final class MinuteWatch {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TO_CLOSE = Duration.ofSeconds(45);

  private final SpendTally tally;
  private final Screen screen;
  private Instant next;

  /** Watches from the minute that is on. */
  MinuteWatch(SpendTally tally, Screen screen, Instant now) {
    this.tally = tally;
    this.screen = screen;
    this.next = now.truncatedTo(ChronoUnit.MINUTES);
  }

  /** Says the minutes that are over by now. */
  void look(Instant now) {
    while (!now.isBefore(next.plus(MINUTE).plus(TO_CLOSE))) {
      long nanos = tally.spendNanos(next);
      if (nanos > 0) {
        String minute = "minute " + next.toString().substring(11, 16) + " UTC";
        String spend = "the whole fleet spent " + Figures.usd(nanos);
        screen.event("spend.v1", Tone.DIM, minute + ": " + spend);
      }
      next = next.plus(MINUTE);
    }
  }
}
