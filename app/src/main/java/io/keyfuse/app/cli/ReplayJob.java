package io.keyfuse.app.cli;

import io.keyfuse.app.demo.Pacer;
import io.keyfuse.ingest.file.FileRow;
import io.keyfuse.ingest.file.FileTotals;
import io.keyfuse.ingest.file.HttpUsageSender;
import io.keyfuse.ingest.file.MappedCsvReader;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Sends the valid rows of files in order, no faster than asked. Used by one thread, once. */
final class ReplayJob {
  private static final long NANOS = 1_000_000_000L;
  private static final int MOST_FAULTS = 10;

  private final MappedCsvReader reader;
  private final HttpUsageSender sender;
  private final PrintWriter faults;
  private final Pace pace;
  private long shownFaults;

  /**
   * Makes a job.
   *
   * @param faults where the first refused rows are named
   * @param pace how fast
   */
  ReplayJob(MappedCsvReader reader, HttpUsageSender sender, PrintWriter faults, Pace pace) {
    this.reader = reader;
    this.sender = sender;
    this.faults = faults;
    this.pace = pace;
  }

  /**
   * Holds a stream of events back to a rate.
   *
   * @param perSecond events a second; 0 for no limit
   * @param pacer lets time pass
   * @param nanoTime measures it
   */
  record Pace(long perSecond, Pacer pacer, LongSupplier nanoTime) {
    /** Waits until event number {@code n}, from 0, is due. */
    void await(long n, long startedAt) throws InterruptedException {
      if (perSecond == 0) {
        return;
      }
      long dueAt = startedAt + Math.multiplyExact(n, NANOS) / perSecond;
      long left = dueAt - nanoTime.getAsLong();
      if (left > 0) {
        pacer.pause(Duration.ofNanos(left));
      }
    }
  }

  /** Reads and sends all files. */
  ReplayResult run(List<Path> files) throws IOException, InterruptedException {
    long startedAt = pace.nanoTime().getAsLong();
    Map<Path, FileTotals> totals = new LinkedHashMap<>();
    long[] sent = {0};
    try {
      for (Path file : files) {
        totals.put(file, reader.read(file, row -> take(file, row, sent[0]++, startedAt)));
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    } catch (Stopped e) {
      throw new InterruptedException("the replay was stopped");
    }
    return new ReplayResult(totals, sender.finish());
  }

  private void take(Path file, FileRow row, long number, long startedAt) {
    UsageEvent event = row.event();
    if (event == null) {
      tell(file, row);
      return;
    }
    try {
      pace.await(number, startedAt);
      sender.add(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }

  private void tell(Path file, FileRow row) {
    shownFaults++;
    if (shownFaults <= MOST_FAULTS) {
      var fault = row.fault();
      faults.printf(
          "%s line %d: %s%n", file, row.line(), fault == null ? "no event" : fault.message());
    } else if (shownFaults == MOST_FAULTS + 1) {
      faults.println("... more rows are refused; they are in the totals");
    }
  }

  /** Carries an interrupt through the reader. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }
}
