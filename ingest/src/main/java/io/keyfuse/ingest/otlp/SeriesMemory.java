package io.keyfuse.ingest.otlp;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Remembers the last stored value of cumulative series, the least recently seen forgotten first.
 * Lives in one process: the points of a series must come to the same one. Thread-safe.
 *
 * <p>The first point of a series that began before this process counts nothing: how much of it was
 * counted earlier is not known.
 */
final class SeriesMemory {
  /** A series' state at one time. */
  record Reading(long startNanos, long timeNanos, double sum, long count) {}

  private final int most;
  private final long sinceNanos;
  private final Map<String, Reading> last = new LinkedHashMap<>(16, 0.75f, true);

  SeriesMemory(int most, Instant since) {
    this.most = most;
    this.sinceNanos = TimeUnit.MILLISECONDS.toNanos(since.toEpochMilli());
  }

  /** Returns what a reading adds to the last stored one; nothing when it is not newer. */
  synchronized Reading difference(String series, Reading now) {
    Reading before = last.get(series);
    if (before == null || before.startNanos() != now.startNanos()) {
      boolean isWhole = before != null || now.startNanos() >= sinceNanos;
      return isWhole ? now : new Reading(now.startNanos(), now.timeNanos(), 0, 0);
    }
    if (now.timeNanos() <= before.timeNanos()) {
      return new Reading(now.startNanos(), now.timeNanos(), 0, 0);
    }
    return new Reading(
        now.startNanos(),
        now.timeNanos(),
        Math.max(0, now.sum() - before.sum()),
        Math.max(0, now.count() - before.count()));
  }

  /** Takes readings whose differences are stored. */
  synchronized void stored(Map<String, Reading> readings) {
    readings.forEach(
        (series, reading) ->
            last.merge(
                series,
                reading,
                (a, b) ->
                    a.startNanos() == b.startNanos() && a.timeNanos() > b.timeNanos() ? a : b));
    var oldest = last.keySet().iterator();
    while (last.size() > most) {
      oldest.next();
      oldest.remove();
    }
  }
}
