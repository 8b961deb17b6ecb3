package io.keyfuse.app.stream;

import io.keyfuse.ingest.price.UsagePricer;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Calls and provider buckets of two keys over a local day of 23, 24 or 25 hours and its neighbours,
 * as they arrive: one in ten twice, one in twenty up to ten hours late, buckets that grow and that
 * are restated to 0.8. Beside them, what really was used per key, side and UTC day.
 */
final class CountedDay {
  private static final int LATE_SECONDS = 36_000;
  private static final String[] MODELS = {"gpt-4o-mini", "gpt-4o", "gpt-5.5"};

  /** An event and when it arrives. */
  record Arrival(Instant at, UsageEvent event) {}

  /** Whose usage of which UTC day, as which side saw it. */
  record Day(String keyId, boolean provider, LocalDate day) {
    static Day of(UsageEvent event) {
      return new Day(
          event.getCredential().getKeyId(),
          event.getSource() == UsageSource.PROVIDER_USAGE,
          utcDay(event.getOccurredAt()));
    }

    static LocalDate utcDay(Instant at) {
      return LocalDate.ofEpochDay(Math.floorDiv(at.getEpochSecond(), 86_400L));
    }
  }

  /** What was used. */
  record Totals(long requests, long input, long output, long nanos) {
    Totals plus(Totals other) {
      return new Totals(
          requests + other.requests,
          input + other.input,
          output + other.output,
          nanos + other.nanos);
    }
  }

  private final Random random;
  private final UsagePricer prices;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<String, Totals> oracle = new TreeMap<>();
  private int made;

  CountedDay(long seed, UsagePricer prices) {
    this.random = new Random(seed);
    this.prices = prices;
  }

  /** Makes the traffic of the local day, the day before and the day after. */
  CountedDay around(LocalDate day, ZoneId zone) {
    ZonedDateTime end = day.plusDays(2).atStartOfDay(zone);
    ZonedDateTime hour = day.minusDays(1).atStartOfDay(zone);
    for (; hour.isBefore(end); hour = hour.plusHours(1)) {
      for (int call = 0; call < 4; call++) {
        call(hour.toInstant().plusSeconds(random.nextInt(3_600)));
      }
      bucket(hour.toInstant().plusSeconds(60L * random.nextInt(60)));
    }
    arrivals.sort(Comparator.comparing(Arrival::at));
    return this;
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  Map<String, Totals> oracle() {
    return oracle;
  }

  private void call(Instant at) {
    UsageEvent event =
        event(at).setSource(UsageSource.TELEMETRY).setTokens(tokens(5_000, 500)).build();
    arrive(event, random.nextInt(90));
    count(event);
  }

  private void bucket(Instant minute) {
    UsageEvent.Builder bucket =
        event(minute)
            .setSource(UsageSource.PROVIDER_USAGE)
            .setFeed("openai-usage")
            .setBucket(new Bucket(minute, 60_000L));
    long input = 100_000L + random.nextInt(900_000);
    UsageEvent first = version(bucket, input, 10, minute.plusSeconds(90));
    UsageEvent last = version(bucket, input + random.nextInt(500_000), 14, minute.plusSeconds(300));
    arrive(first, 90);
    arrive(last, 300);
    if (random.nextInt(5) == 0) {
      long kept = last.getTokens().getInput() * 8 / 10;
      int seconds = 3_600 + random.nextInt(LATE_SECONDS - 3_600);
      last = version(bucket, kept, 14, minute.plusSeconds(seconds));
      arrive(last, seconds);
    }
    count(last);
  }

  private static UsageEvent version(
      UsageEvent.Builder bucket, long input, long requests, Instant observedAt) {
    return UsageEvent.newBuilder(bucket)
        .setRequestCount(requests)
        .setTokens(TokenCounts.newBuilder().setInput(input).setOutput(input / 50).build())
        .setObservedAt(observedAt)
        .build();
  }

  private UsageEvent.Builder event(Instant at) {
    made++;
    return UsageEvent.newBuilder()
        .setEventId("event-" + made)
        .setOccurredAt(at)
        .setObservedAt(at)
        .setCredential(new Credential("openai", "proj_a", "key_" + made % 2))
        .setModel(MODELS[random.nextInt(MODELS.length)])
        .setStatus(UsageStatus.OK);
  }

  private TokenCounts tokens(int input, int output) {
    return TokenCounts.newBuilder()
        .setInput(random.nextInt(input))
        .setOutput(random.nextInt(output))
        .build();
  }

  private void arrive(UsageEvent event, int seconds) {
    Instant at = event.getOccurredAt().plusSeconds(seconds);
    boolean late = random.nextInt(20) == 0;
    Instant arrives = late ? at.plusSeconds(random.nextInt(LATE_SECONDS - seconds)) : at;
    arrivals.add(new Arrival(arrives, event));
    if (random.nextInt(10) == 0) {
      arrivals.add(new Arrival(arrives.plus(Duration.ofSeconds(random.nextInt(3_600))), event));
    }
  }

  private void count(UsageEvent event) {
    TokenCounts tokens = event.getTokens();
    long nanos = prices.price(event).getAmountNanos();
    oracle.merge(
        Day.of(event).toString(),
        new Totals(event.getRequestCount(), tokens.getInput(), tokens.getOutput(), nanos),
        Totals::plus);
  }
}
