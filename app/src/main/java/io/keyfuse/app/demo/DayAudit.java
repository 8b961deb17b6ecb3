package io.keyfuse.app.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what the demo sent for each key and minute against what Keyfuse counted. A key's last
 * minute may still be open; any other must be counted to the nano. Not thread-safe.
 */
final class DayAudit {
  private final Map<String, TreeMap<Instant, Long>> sent = new HashMap<>();
  private long calls;

  /** Adds an hour that is sent. */
  void add(DayHour hour) {
    calls += hour.calls().size();
    for (Call call : hour.calls()) {
      if (call.costNanos() > 0) {
        sent.computeIfAbsent(call.key().id(), ignored -> new TreeMap<>())
            .merge(call.at().truncatedTo(ChronoUnit.MINUTES), call.costNanos(), Long::sum);
      }
    }
  }

  /** Compares with what is counted so far. */
  DayCheck compare(SpendTally tally) {
    Sums sums = new Sums();
    sent.forEach(
        (key, minutes) ->
            minutes.forEach(
                (minute, nanos) ->
                    sums.add(
                        nanos,
                        tally.telemetryNanos(key, minute),
                        minute.equals(minutes.lastKey()))));
    return new DayCheck(calls, sums.sent, sums.counted, sums.open, sums.wrong);
  }

  /** Running sums of one comparison. */
  private static final class Sums {
    private long sent;
    private long counted;
    private long open;
    private int wrong;

    private void add(long nanos, Optional<Long> found, boolean last) {
      sent += nanos;
      counted += found.orElse(0L);
      if (found.isEmpty() && last) {
        open += nanos;
      } else if (found.isEmpty() || found.get() != nanos) {
        wrong++;
      }
    }
  }
}
