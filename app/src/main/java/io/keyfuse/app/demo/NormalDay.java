package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The twenty-four hours before the base time, for all keys of the fleet. Pure: the same seed, base
 * and hour give the same events. Thread-safe.
 */
final class NormalDay {
  static final int HOURS = 24;
  private static final int HOUR_SECONDS = 3_600;

  private final Fleet fleet;
  private final CallModel model;
  private final UsageEvents events;
  private final Instant end;

  NormalDay(Fleet fleet, CallModel model, UsageEvents events, Instant base) {
    this.fleet = fleet;
    this.model = model;
    this.events = events;
    this.end = base.truncatedTo(ChronoUnit.MINUTES);
  }

  /** Returns the day's first moment, at a full minute. */
  Instant start() {
    return end.minus(Duration.ofHours(HOURS));
  }

  /** Returns the end of the day, exclusive, at a full minute. */
  Instant end() {
    return end;
  }

  /** Returns all hours, the oldest first. */
  List<DayHour> hours() {
    return IntStream.range(0, HOURS).mapToObj(this::hour).toList();
  }

  /** Returns what one key spends on the day, nano-US-dollars. */
  long costNanos(DemoKey key) {
    long nanos = 0;
    for (long second = start().getEpochSecond(); second < end.getEpochSecond(); second++) {
      nanos += model.callAt(key, second).map(Call::costNanos).orElse(0L);
    }
    return nanos;
  }

  /** Returns one hour, 0 being the oldest. */
  DayHour hour(int index) {
    long from = start().getEpochSecond() + (long) index * HOUR_SECONDS;
    List<Call> calls = new ArrayList<>();
    for (long second = from; second < from + HOUR_SECONDS; second++) {
      for (DemoKey key : fleet.keys()) {
        model.callAt(key, second).ifPresent(calls::add);
      }
    }
    List<UsageEvent> known = new ArrayList<>();
    calls.forEach(call -> known.add(events.telemetry(call)));
    BucketTotals.fold(calls)
        .forEach(
            (bucket, totals) -> {
              DemoKey key = fleet.keys().get(bucket.keyIndex());
              known.add(events.bucket(key, bucket, totals, bucket.minute().plusSeconds(90)));
            });
    known.sort(Comparator.comparing(NormalDay::knownAt));
    return new DayHour(index, calls, known);
  }

  /** A bucket is known once its minute is over; a call at once. */
  private static Instant knownAt(UsageEvent event) {
    boolean bucketed = event.getSource() == UsageSource.PROVIDER_USAGE;
    return bucketed ? event.getOccurredAt().plusSeconds(60) : event.getOccurredAt();
  }
}
