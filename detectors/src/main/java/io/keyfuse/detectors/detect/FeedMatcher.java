package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.Ownership;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.v1.UsageEvent;

/**
 * Sets provider usage against telemetry of the same key, model and minute. A provider report is
 * covered when at least 70 % of its calls and half of its money are left in telemetry. The usual
 * share of reports that are not covered is learnt from single ones: of a row of them only the first
 * counts, so that a theft does not make itself usual; all count while the owner vouches for the
 * key. Stateless and thread-safe.
 */
final class FeedMatcher {
  private static final double CALLS = 0.7;
  private static final double MONEY = 0.5;

  private FeedMatcher() {}

  /** Notes the report and says what the other feed knows of it. */
  static Match match(Ownership own, UsageEvent event, Amounts amounts, long atMs) {
    long minute = PaneWidth.MINUTE.indexOf(atMs);
    int model = ModelAspect.hash(event);
    if (amounts.side() == Side.TELEMETRY) {
      own.pulse().beat(minute);
      own.coverage().add(minute, model, amounts.requests(), amounts.costNanos());
      return Match.NONE;
    }
    if (event.getBucket() == null || event.getBucket().getWidthMs() > PaneWidth.MINUTE.ms()) {
      return Match.NONE;
    }
    if (!own.coverage().reaches(minute)) {
      return own.isCovering() ? Match.TOO_LATE : Match.NONE;
    }
    long calls = own.coverage().callsLeft(minute, model);
    long nanos = own.coverage().nanosLeft(minute, model);
    own.coverage().add(minute, model, -amounts.requests(), -amounts.costNanos());
    if (!own.pulse().isKnown() || amounts.requests() <= 0) {
      return Match.NONE;
    }
    boolean covered = calls >= CALLS * amounts.requests() && nanos >= MONEY * amounts.costNanos();
    return covered ? covered(own) : uncovered(own, atMs);
  }

  private static Match covered(Ownership own) {
    own.noteCovered();
    return Match.COVERED;
  }

  private static Match uncovered(Ownership own, long atMs) {
    if (own.dark().silentNanos() == 0 || own.isTrusted(atMs)) {
      own.noteDark();
    }
    return own.isCovering() ? Match.DARK : Match.NONE;
  }
}
