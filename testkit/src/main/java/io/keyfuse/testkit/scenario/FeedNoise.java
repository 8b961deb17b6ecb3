package io.keyfuse.testkit.scenario;

import io.keyfuse.testkit.scenario.KeyPlan.Outage;
import io.keyfuse.testkit.scenario.KeyPlan.PriceStep;
import io.keyfuse.testkit.scenario.UsageRow.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the two feeds of one key tell of its calls: telemetry seconds late, with losses and
 * duplicates; the provider in minute buckets, minutes late. Not thread-safe.
 */
final class FeedNoise {
  private final KeyPlan plan;
  private final Draw draw;
  private final UsageRow.Key key;
  private final double lossShare;
  private final double duplicateShare;

  FeedNoise(KeyPlan plan) {
    this.plan = plan;
    this.draw = plan.draw().split();
    KeyIdentity identity = plan.identity();
    this.key =
        new UsageRow.Key(
            identity.provider(), identity.keyId(), identity.tenant(), identity.feature());
    this.lossShare = draw.logUniform(0.001, 0.01);
    this.duplicateShare = draw.uniform(0.01, 0.02);
  }

  List<UsageRow> rows(List<Call> calls) {
    List<UsageRow> rows = new ArrayList<>();
    if (plan.identity().feeds().telemetry()) {
      calls.stream().filter(this::told).forEach(call -> telemetry(rows, call));
    }
    if (plan.identity().feeds().provider()) {
      provider(rows, calls);
    }
    return rows;
  }

  private boolean told(Call call) {
    double lost = call.origin().inTelemetry() ? lossShare : 1;
    for (Outage outage : plan.outages()) {
      if (outage.span().holds(call.atMillis())) {
        lost = Math.max(lost, outage.lostShare());
      }
    }
    return !draw.chance(lost);
  }

  private void telemetry(List<UsageRow> rows, Call call) {
    double late = draw.chance(0.03) ? draw.uniform(5_000, 120_000) : draw.logNormal(1500, 0.7);
    long arrived = call.atMillis() + Math.round(Math.min(late, 120_000));
    Use use =
        new Use(
            call.region(),
            call.model().model(),
            call.model().operation(),
            call.tokens(),
            call.requests(),
            call.errorCode(),
            priced(call.costNanos(), call.atMillis()));
    UsageRow row = new UsageRow(eventId(), call.atMillis(), arrived, true, key, use, call.caller());
    rows.add(row);
    if (draw.chance(duplicateShare)) {
      rows.add(again(row, draw.millis(200, 60_000)));
    }
  }

  private record Bucket(long minute, String model, String region, @Nullable String errorCode) {}

  private void provider(List<UsageRow> rows, List<Call> calls) {
    Map<Bucket, Use> buckets = new LinkedHashMap<>();
    for (Call call : calls) {
      Bucket bucket =
          new Bucket(
              Math.floorDiv(call.atMillis(), Span.MINUTE),
              call.model().model(),
              call.region(),
              call.errorCode());
      Use use =
          new Use(
              call.region(),
              call.model().model(),
              call.model().operation(),
              call.tokens(),
              call.requests(),
              call.errorCode(),
              priced(call.costNanos(), call.atMillis()));
      buckets.merge(bucket, use, FeedNoise::sum);
    }
    buckets.forEach((bucket, use) -> bucket(rows, bucket, use));
  }

  private void bucket(List<UsageRow> rows, Bucket bucket, Use use) {
    long from = bucket.minute * Span.MINUTE;
    long arrived = from + Span.MINUTE + draw.millis(2 * Span.MINUTE, 6 * Span.MINUTE);
    for (Span stall : plan.stalls()) {
      if (stall.holds(arrived)) {
        arrived = stall.toMillis() + draw.millis(0, Span.MINUTE);
      }
    }
    UsageRow row = new UsageRow(eventId(), from, arrived, false, key, use, null);
    rows.add(row);
    if (draw.chance(0.003)) {
      rows.add(again(row, draw.millis(1_000, 4 * Span.MINUTE)));
    }
  }

  private static Use sum(Use one, Use other) {
    return new Use(
        one.region(),
        one.model(),
        one.operation(),
        one.tokens().plus(other.tokens()),
        one.requests() + other.requests(),
        one.errorCode(),
        one.costNanos() + other.costNanos());
  }

  private static UsageRow again(UsageRow row, long laterMillis) {
    return new UsageRow(
        row.eventId(),
        row.occurredAtMillis(),
        row.arrivedAtMillis() + laterMillis,
        row.telemetry(),
        row.key(),
        row.use(),
        row.caller());
  }

  private long priced(long nanos, long atMillis) {
    double factor = 1;
    for (PriceStep step : plan.priceSteps()) {
      factor *= step.span().holds(atMillis) ? step.factor() : 1;
    }
    return factor == 1 ? nanos : Math.round(nanos * factor);
  }

  private String eventId() {
    return new UUID(draw.bits(), draw.bits()).toString();
  }
}
