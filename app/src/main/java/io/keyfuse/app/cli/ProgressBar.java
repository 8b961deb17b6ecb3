package io.keyfuse.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress of a counted job: one line that is written over on a terminal, plain lines at most every
 * five seconds elsewhere. Thread-safe.
 */
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final long EVERY_NANOS_TERMINAL = 100_000_000L;
  private static final long EVERY_NANOS_PLAIN = 5_000_000_000L;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private final long total;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private long shownAt;
  private boolean shown;

  /**
   * Starts a bar.
   *
   * @param out where to; standard error, so that results can be piped
   * @param terminal true when {@code out} is a terminal
   * @param total how much there is to do, at least 1
   */
  ProgressBar(PrintWriter out, boolean terminal, long total, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.total = Math.max(1, total);
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
    this.shownAt = startedAt;
  }

  /** Says how much is done by now; shows it when it is time to. */
  void done(long count) {
    show(count, -1);
  }

  /** Says how much is done by now, measured in bytes, and how many rows that were. */
  void done(long bytes, long rows) {
    show(bytes, rows);
  }

  private synchronized void show(long count, long rows) {
    long now = nanoTime.getAsLong();
    long every = terminal ? EVERY_NANOS_TERMINAL : EVERY_NANOS_PLAIN;
    if (now - shownAt < every) {
      return;
    }
    shownAt = now;
    shown = true;
    if (terminal) {
      out.print(CLEAR_LINE + line(count, rows, now));
    } else {
      out.println(line(count, rows, now));
    }
    out.flush();
  }

  /** Takes the bar away, so that the next line begins at the left. */
  synchronized void close() {
    if (terminal && shown) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }

  private String line(long count, long rows, long now) {
    long most = Math.min(count, total);
    double seconds = Math.max(1e-9, (now - startedAt) / 1e9);
    long left = (long) ((total - most) * seconds / Math.max(1, most));
    String counts =
        String.format(Locale.ROOT, "%3d %%  %s", 100 * most / total, counts(count, rows, seconds))
            + String.format(Locale.ROOT, "  %d:%02d left", left / 60, left % 60);
    if (!terminal) {
      return counts;
    }
    int full = (int) (WIDTH * most / total);
    return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + counts;
  }

  private String counts(long count, long rows, double seconds) {
    return rows < 0
        ? String.format(Locale.ROOT, "%,d of %,d  %,.0f/s", count, total, count / seconds)
        : String.format(Locale.ROOT, "%,d rows  %,.0f rows/s", rows, rows / seconds);
  }
}
