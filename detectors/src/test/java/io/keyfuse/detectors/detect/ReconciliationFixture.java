package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.state.DayLine;
import io.keyfuse.detectors.state.ReconciliationCodec;
import io.keyfuse.detectors.state.ReconciliationLedger;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One key's ledger, stored and read again after every step, and all that came out of it. */
final class ReconciliationFixture implements ReconciliationSink {
  static final long MINUTE = 60_000;
  static final long DAY = 1440 * MINUTE;
  static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

  private final Reconciler reconciler = new Reconciler(10 * MINUTE);
  private final ReconciliationCodec codec = new ReconciliationCodec();
  final List<MinuteReading> readings = new ArrayList<>();
  final List<Evidence> evidence = new ArrayList<>();
  final List<DayLine> judged = new ArrayList<>();
  ReconciliationLedger ledger = new ReconciliationLedger();
  long nowMs = START + 30 * DAY;

  static Call call(long afterStartMs) {
    return Call.of("key-1", START + afterStartMs);
  }

  static Call bucket(long afterStartMs) {
    return Call.bucket("key-1", START + afterStartMs);
  }

  /** A charge of a whole day. */
  static UsageEvent charge(int day, String model, double usd) {
    return charge(day, model, usd, DAY);
  }

  static UsageEvent charge(int day, String model, double usd, long widthMs) {
    return charge(day * DAY, widthMs).model(model).usd(usd).basis(CostBasis.REPORTED).build();
  }

  static Call charge(long afterStartMs, long widthMs) {
    return call(afterStartMs).from(UsageSource.BILLING_EXPORT).width(widthMs);
  }

  /** A day's provider usage of one model. */
  ReconciliationFixture estimate(int day, String model, double usd) {
    return take(bucket(day * DAY).model(model).usd(usd).build());
  }

  ReconciliationFixture bill(int day, String model, double usd) {
    return take(charge(day, model, usd));
  }

  /** The newest charge of the key, which completes the days before the last. */
  ReconciliationFixture newestBill(int day) {
    return take(charge(day, "newest", 0));
  }

  ReconciliationFixture take(UsageEvent event) {
    reconciler.usage(ledger, event, nowMs, this);
    store();
    return this;
  }

  /** Lets the bill come to rest. */
  ReconciliationFixture settle() {
    long waitMs = reconciler.waitMs(ledger, nowMs);
    nowMs += waitMs == Long.MAX_VALUE ? DAY : waitMs;
    reconciler.settle(ledger, new Credential("anthropic", "default", "key-1"), nowMs, this);
    store();
    return this;
  }

  long waitMs() {
    return reconciler.waitMs(ledger, nowMs);
  }

  byte[] stored() {
    return codec.encode(ledger);
  }

  private void store() {
    ledger = codec.decode(codec.encode(ledger));
  }

  @Override
  public void reading(MinuteReading reading) {
    readings.add(reading);
  }

  @Override
  public void judged(Credential credential, DayLine total) {
    judged.add(total);
  }

  @Override
  public void evidence(Evidence said) {
    evidence.add(said);
  }
}
