package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.BurstConfig;
import io.keyfuse.detectors.ColdStartConfig;
import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.detectors.SpendCap;
import io.keyfuse.detectors.scenario.Arrival;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.Signal;
import io.keyfuse.schemas.v1.UsageEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One key under test: events at times after a start, evidence by signal. */
final class DetectorFixture {
  /** A Monday, midnight UTC. */
  static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

  static final long SECOND = 1_000;
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private static final String KEY = "key-1";

  final Replay replay;

  DetectorFixture(DetectionConfig config) {
    replay = new Replay(config, false);
  }

  static DetectorFixture withDefaults() {
    return new DetectorFixture(DetectionConfig.defaults());
  }

  static DetectorFixture withAllowances(String minute, String tenMinutes, String hour) {
    ColdStartConfig coldStart =
        new ColdStartConfig(
            new BigDecimal(minute), new BigDecimal(tenMinutes), new BigDecimal(hour));
    return new DetectorFixture(new DetectionConfig(null, null, null, null, null, coldStart, null));
  }

  static DetectorFixture withCap(String name, Duration window, String limitUsd) {
    SpendCap cap = new SpendCap(name, List.of(), window, new BigDecimal(limitUsd));
    BurstConfig burst = BurstConfig.defaults();
    return new DetectorFixture(
        new DetectionConfig(null, null, null, burst, null, null, List.of(cap)));
  }

  /** A telemetry call at the time after the start. */
  static Call call(long afterStartMs) {
    return Call.of(KEY, START + afterStartMs);
  }

  /** A provider's minute bucket at the time after the start. */
  static Call bucket(long afterStartMs) {
    return Call.bucket(KEY, START + afterStartMs);
  }

  /** The call arrives when it occurs. */
  DetectorFixture at(Call call) {
    UsageEvent event = call.build();
    return arriving(event.getOccurredAt().toEpochMilli() - START, call);
  }

  /** The call arrives at the time after the start. */
  DetectorFixture arriving(long afterStartMs, Call call) {
    replay.arrive(new Arrival(START + afterStartMs, call.build()));
    return this;
  }

  /** Ten cents every ten minutes for the days. */
  DetectorFixture quietDays(int days) {
    for (long at = 0; at < days * DAY; at += 10 * MINUTE) {
      at(call(at).usd(0.10));
    }
    return this;
  }

  DetectorFixture idle(Duration time) {
    replay.idle(call(0).build(), time.toMillis());
    return this;
  }

  DetectorFixture status(KeyState state, long afterStartMs) {
    UsageEvent any = call(0).build();
    KeyStatus status =
        KeyStatus.newBuilder()
            .setCredential(any.getCredential())
            .setState(state)
            .setSince(Instant.ofEpochMilli(START + afterStartMs))
            .setReason("test")
            .build();
    replay.monitor().status(replay.state(any), status);
    return this;
  }

  /** The key hears it when its last event arrived. */
  DetectorFixture told(KeyMessage message) {
    replay.tell(call(0).build(), message);
    return this;
  }

  /** The key hears it at the time after the start. */
  DetectorFixture told(long afterStartMs, KeyMessage message) {
    UsageEvent any = call(0).build();
    replay
        .monitor()
        .told(replay.state(any), any.getCredential(), message, START + afterStartMs, replay);
    return this;
  }

  List<Evidence> raised(Signal signal) {
    return said(signal).stream().filter(each -> each.getState() == EvidenceState.RAISED).toList();
  }

  List<Evidence> said(Signal signal) {
    return replay.said().stream()
        .map(Replay.Said::evidence)
        .filter(each -> each.getSignal() == signal)
        .toList();
  }
}
