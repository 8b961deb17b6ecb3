package io.keyfuse.bench.decision;

import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the events of the decision benchmark: five days of ten cents a day, then calls of a tenth
 * of a cent, and for each victim one provider report of $100 that no telemetry explains. Not
 * thread-safe.
 */
final class DecisionTraffic {
  private static final int DAYS = 5;
  private static final long CALL_NANOS = 100_000;
  private static final long DAY_NANOS = 100_000_000;
  private static final long FLOOD_NANOS = 100_000_000_000L;
  private static final long NANOS_PER_TOKEN = 2_500;

  private final DecisionPlan plan;
  private final SplittableRandom random;
  private long made;

  DecisionTraffic(DecisionPlan plan) {
    this.plan = plan;
    this.random = new SplittableRandom(plan.seed());
  }

  /** Returns what makes every key known, in order of time. */
  List<UsageEvent> history(Instant now) {
    List<UsageEvent> history = new ArrayList<>();
    for (int day = DAYS; day > 0; day--) {
      Instant at = now.minus(Duration.ofDays(day));
      for (int key = 0; key < plan.keys(); key++) {
        history.add(telemetry(key, at, DAY_NANOS));
      }
      for (int victim = 0; victim < plan.victims(); victim++) {
        history.add(report(victim, at, DAY_NANOS));
      }
    }
    return history;
  }

  /** Returns a call of a key that is not a victim. */
  UsageEvent call(Instant now) {
    return telemetry(random.nextInt(plan.keys()), now, CALL_NANOS);
  }

  /** Returns the victim's deciding event. */
  UsageEvent flood(int victim, Instant now) {
    return report(victim, now, FLOOD_NANOS);
  }

  private UsageEvent telemetry(int key, Instant at, long nanos) {
    return event("key_" + key, at, nanos)
        .setSource(UsageSource.TELEMETRY)
        .setOccurredAt(at)
        .setClientIp("10.0." + key % 200 + ".7")
        .setUserAgent("bench/1.0")
        .setRequestCount(1L)
        .build();
  }

  private UsageEvent report(int victim, Instant at, long nanos) {
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    return event(victimKey(victim), at, nanos)
        .setSource(UsageSource.PROVIDER_USAGE)
        .setOccurredAt(minute)
        .setBucket(new Bucket(minute, Duration.ofMinutes(1).toMillis()))
        .setRequestCount(Math.max(1, nanos / DAY_NANOS))
        .build();
  }

  private UsageEvent.Builder event(String keyId, Instant at, long nanos) {
    long tokens = nanos / NANOS_PER_TOKEN;
    return UsageEvent.newBuilder()
        .setEventId("decision-" + plan.seed() + "-" + made++)
        .setObservedAt(at)
        .setFeed("bench")
        .setCredential(new Credential("openai", "proj_bench", keyId))
        .setTenant("tenant")
        .setFeature("chat")
        .setModel("gpt-4o")
        .setOperation("chat")
        .setTokens(TokenCounts.newBuilder().setInput(tokens).setOutput(tokens / 10).build())
        .setCost(Cost.newBuilder().setAmountNanos(nanos).setBasis(CostBasis.REPORTED).build())
        .setStatus(UsageStatus.OK);
  }

  static String victimKey(int victim) {
    return "victim_" + victim;
  }
}
