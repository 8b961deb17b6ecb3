package io.keyfuse.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what the demo sent for each key and minute against what Keyfuse counted. A window stays
 * open for late usage until its key's time has passed its end and a grace, so a key's last two
 * minutes may not be counted yet; every other must be, to the nano. Not thread-safe.
 */
final class DayAudit {
  private static final Duration MAY_BE_OPEN = Duration.ofMinutes(2);

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
        (key, minutes) -> {
          Instant openFrom = minutes.lastKey().minus(MAY_BE_OPEN);
          minutes.forEach(
              (minute, nanos) -> {
                Optional<Long> found = tally.telemetryNanos(key, minute);
                boolean open = found.isEmpty() && minute.isAfter(openFrom);
                sums.add(nanos, found.orElse(0L), open, key + " " + minute);
              });
        });
    return new DayCheck(calls, sums.sent, sums.counted, sums.open, sums.wrong);
  }

  /** Running sums of one comparison. */
  private static final class Sums {
    private final List<String> wrong = new ArrayList<>();
    private long sent;
    private long counted;
    private long open;

    private void add(long nanos, long found, boolean isOpen, String name) {
      sent += nanos;
      counted += found;
      if (isOpen) {
        open += nanos;
      } else if (found != nanos) {
        wrong.add(name + " sent " + Figures.usd(nanos) + ", counted " + Figures.usd(found));
      }
    }
  }
}
