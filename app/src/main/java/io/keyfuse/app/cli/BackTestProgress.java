package io.keyfuse.app.cli;

import io.keyfuse.app.backtest.BackTestListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a back-test is, names lines that are no event, and at the end says how fast it was.
 * Of such lines the first twenty are named. Used by one thread.
 */
final class BackTestProgress implements BackTestListener {
  private static final int MOST_NAMED = 20;

  private final IngestProgress bar;
  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private long rows;
  private long refused;

  private BackTestProgress(IngestProgress bar, PrintWriter err, LongSupplier nanoTime) {
    this.bar = bar;
    this.err = err;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
  }

  static BackTestProgress over(List<Path> files, PrintWriter err, LongSupplier nanoTime)
      throws IOException {
    return new BackTestProgress(IngestProgress.over(files, err), err, nanoTime);
  }

  @Override
  public void bytes(int more) {
    bar.bytes(more);
  }

  @Override
  public void rows(long played) {
    rows = played;
    bar.rows(played);
  }

  @Override
  public void refused(String message) {
    refused++;
    if (refused <= MOST_NAMED) {
      err.println("keyfuse: " + message);
    } else if (refused == MOST_NAMED + 1) {
      err.println("keyfuse: further lines that are no event are counted only");
    }
  }

  /** Takes the bar away and says how fast it was. */
  void close() {
    bar.close();
    double seconds = Math.max(1e-9, (nanoTime.getAsLong() - startedAt) / 1e9);
    err.println(
        String.format(
            Locale.ROOT, "%,d rows in %.1f s, %,.0f rows/s", rows, seconds, rows / seconds));
    err.flush();
  }
}
