package io.keyfuse.app.backtest;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One run over a recording. The clock follows the arrivals and goes on for a while after the last
 * one, so that what is open can close, the last hours too. Used by one thread, once.
 */
final class BackTest {
  private static final Duration AFTER_LAST = Duration.ofHours(2);

  private static final Duration RELEASE_AFTER = Duration.ofDays(1);

  private final AppConfig config;
  private final Path stateDir;
  private final KeyAnnouncer keys;
  private final BackTestListener listener;
  private final KeyBlocks blocks = new KeyBlocks(RELEASE_AFTER);
  private final DecisionLog log = new DecisionLog();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private long played;
  private long stopped;

  BackTest(AppConfig config, Path stateDir, List<InventoryKey> keys, BackTestListener listener) {
    this.config = config;
    this.stateDir = stateDir;
    this.keys = new KeyAnnouncer(keys);
    this.listener = listener;
  }

  /** Plays the recording to its end. */
  BackTestResult run(Recording recording) throws IOException {
    Instant start = recording.nextAt();
    Instant end = start == null ? Instant.EPOCH : play(recording, start);
    return new BackTestResult(
        log.decisions(),
        new BackTestResult.Counts(
            start == null ? Instant.EPOCH : start,
            end,
            played + recording.refused(),
            recording.refused(),
            count("accepted"),
            count("duplicates"),
            count("rejected"),
            stopped,
            log.dryRuns()),
        log.spend());
  }

  private Instant play(Recording recording, Instant start) throws IOException {
    try (RecordedClockStream stream =
        new RecordedClockStream(
            config, stateDir, start, metrics, new RecordedClockStream.PaperSide(log, blocks))) {
      for (UsageRow row = recording.next(); row != null; row = recording.next()) {
        happen(stream, row.arrivedAt());
        stream.advanceTo(row.arrivedAt());
        UsageEvent event = Objects.requireNonNull(row.event());
        if (blocks.stops(event)) {
          stopped++;
          log.spend().stopped(event);
        } else {
          stream.usage(event);
        }
        listener.rows(++played);
      }
      Instant last = stream.now();
      happen(stream, last.plus(AFTER_LAST));
      stream.advanceTo(last.plus(AFTER_LAST));
      return last;
    }
  }

  /** Lets keys be made and released until the time, in their order. */
  private void happen(RecordedClockStream stream, Instant until) {
    while (!blocks.nextAt().isAfter(until)) {
      announce(stream, blocks.nextAt());
      stream.advanceTo(blocks.nextAt());
      stream.release();
    }
    announce(stream, until);
  }

  private void announce(RecordedClockStream stream, Instant until) {
    while (!keys.nextAt().isAfter(until)) {
      stream.advanceTo(keys.nextAt());
      for (ContextEvent event : keys.take()) {
        stream.context(event);
      }
    }
  }

  private long count(String name) {
    return Math.round(
        metrics.find("keyfuse.ingest." + name).counters().stream()
            .mapToDouble(Counter::count)
            .sum());
  }
}
