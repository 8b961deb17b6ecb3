package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.OwnershipConfig;
import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.Aspect;
import io.keyfuse.detectors.state.FleetWarning;
import io.keyfuse.detectors.state.ForeignTally;
import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.Ownership;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.detectors.state.UsageProfile;
import io.keyfuse.detectors.state.UsageShape;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * FOREIGN_USAGE: usage that is not like the owner's in two aspects at least, see {@link Aspect}.
 *
 * <p>A report with {@code L} nats over all aspects ({@link OwnerLikeness}) counts {@code ln(0.7 +
 * 0.3 e^L)}, because a thief shares the key with its owner: what looks like the owner takes little
 * back. One report counts {@value #MOST_REPORT} nats at most, or twice that from {@code flood_usd}
 * on. Their CUSUM {@code S} (Page 1954) alarms at {@code h}, see {@link FalseAlarms}; {@code p =
 * 1/(1 + exp(−(ln 9 + S − h)))}.
 *
 * <p>What explains a report takes it out: telemetry of the same calls explains provider usage, the
 * owner's own network and client explain telemetry. Probing, and a strange call that cost nothing,
 * arm for three days: {@code h} is then {@value #ARMED_NATS} lower. The picture of the owner learns
 * from what is explained or alike; of the rest from one report in two hours, and from none while an
 * episode is open. Not thread-safe: it holds the last report's numbers.
 */
public final class ForeignUsageDetector implements Detector {
  private static final double THEFT_SHARE = 0.3;
  private static final double MOST_REPORT = 8;
  private static final double FOREIGN = 0.5;
  private static final double STRONG_ASPECT = 2.5;
  private static final int LEAST_ASPECTS = 2;
  private static final int LEAST_PROBES = 3;
  private static final double FREE_USD = 0.05;
  private static final long STRANGE_VOTE_MINUTES = 120;
  private static final long ARMED_MS = 3 * PaneWidth.DAY.ms();
  private static final double ARMED_NATS = 4;

  private final EpisodeTracker tracker =
      new EpisodeTracker(EpisodeSlot.FOREIGN_USAGE, Signal.FOREIGN_USAGE, 0);
  private final OwnerLikeness likeness;
  private final OwnershipConfig config;
  private final long minNanos;
  private final long floodNanos;

  /** Makes the detector. */
  public ForeignUsageDetector(OwnershipConfig config) {
    this.config = config;
    likeness = new OwnerLikeness(config.aspects());
    minNanos = NanoUsd.ofUsd(config.minUsd());
    floodNanos = NanoUsd.ofUsd(config.floodUsd());
  }

  @Override
  public String name() {
    return "foreign_usage";
  }

  @Override
  public void judge(Observation seen, MonitorSink out) {
    if (isTakenBack(seen.amounts())) {
      return;
    }
    Ownership own = seen.state().ownership();
    likeness.read(own, seen);
    double nats = likeness.total();
    boolean explained = isExplained(own, seen) || isVouched(own, seen, nats);
    if (isOwnerKnown(own, seen)) {
      count(own.foreign(), seen, explained ? Double.NEGATIVE_INFINITY : nats);
      decide(seen.moment(), seen.amounts(), !explained && nats >= FOREIGN, out);
    }
    learn(own, seen, explained || nats < 0);
  }

  @Override
  public void idle(Moment moment, MonitorSink out) {
    tracker.cool(moment, out);
  }

  @Override
  public void told(Moment moment, KeyMessage message, MonitorSink out) {
    long latest = Math.max(moment.atMs(), moment.nowMs());
    ForeignTally tally = moment.state().ownership().foreign();
    if (message instanceof KeyMessage.Warned warned && !likeness.isOff(Aspect.FLEET)) {
      warned(moment, warned.warning(), out);
    } else if (message instanceof KeyMessage.Leaked leaked) {
      tally.arm(Math.min(leaked.atMs(), latest) + ARMED_MS);
    } else if (message instanceof KeyMessage.Unguarded unguarded) {
      tally.arm(Math.min(unguarded.atMs(), latest) + ARMED_MS);
    }
  }

  /** The reports that led to the warning are one aspect stranger, and little more is needed. */
  private void warned(Moment moment, FleetWarning warning, MonitorSink out) {
    Ownership own = moment.state().ownership();
    ForeignTally tally = own.foreign();
    boolean isNew = own.warn(warning, moment.atMs());
    tally.arm(warning.untilMs());
    if (isNew && tally.rows() > 0) {
      tally.warned(FleetAspect.ROBBED);
      decide(moment, EpisodeTracker.NO_SPEND, true, out);
    }
  }

  private static boolean isTakenBack(Amounts amounts) {
    return amounts.requests() <= 0 || amounts.inputTokens() < 0 || amounts.costNanos() < 0;
  }

  /** While the owner vouches for the key, what is strange is noted; later it is known. */
  private static boolean isVouched(Ownership own, Observation seen, double nats) {
    boolean vouches = own.isTrusted(seen.atMs());
    if (nats < FOREIGN || (!vouches && !own.hasVouched())) {
      return false;
    }
    UsageShape shape = UsageShape.of(seen.amounts(), seen.event().getTokens());
    if (vouches) {
      own.vouch(shape);
    }
    return vouches || (isKnown(own, seen) && own.isVouched(shape));
  }

  /** Nobody vouches for a model or a region that was never used. */
  private static boolean isKnown(Ownership own, Observation seen) {
    UsageProfile profile = own.profile(seen.amounts().side());
    String region = seen.event().getRegion();
    return profile.models().knows(ModelAspect.hash(seen.event()))
        && (region == null || profile.regions().knows(region.hashCode()));
  }

  private static boolean isExplained(Ownership own, Observation seen) {
    return seen.amounts().side() == Side.TELEMETRY
        ? !OwnerLikeness.isNewSource(own, seen.event())
        : Explained.byTelemetry(seen);
  }

  private boolean isOwnerKnown(Ownership own, Observation seen) {
    return own.profile(seen.amounts().side()).models().total() >= config.minVotes()
        && seen.state().baseline().activeDays() >= config.minActiveDays()
        && !own.isTrusted(seen.atMs());
  }

  private void count(ForeignTally tally, Observation seen, double nats) {
    long nanos = seen.amounts().costNanos();
    double mixed = Math.log(1 - THEFT_SHARE + THEFT_SHARE * Math.exp(nats));
    tally.add(seen.atMs(), Math.min(nanos >= floodNanos ? 2 * MOST_REPORT : MOST_REPORT, mixed));
    if (nats >= FOREIGN) {
      tally.foreign(seen.atMs(), nanos, likeness.nats());
      boolean probe = likeness.nats()[Aspect.PROBING.place()] > 0;
      boolean free = !probe && nats >= MOST_REPORT && nanos < FREE_USD * NanoUsd.PER_USD;
      if (free || (probe && tally.probe() >= LEAST_PROBES)) {
        tally.arm(seen.atMs() + ARMED_MS);
      }
    }
  }

  private void learn(Ownership own, Observation seen, boolean isOwners) {
    UsageProfile profile = own.profile(seen.amounts().side());
    long minute = PaneWidth.MINUTE.indexOf(seen.atMs());
    boolean trusted =
        isOwners
            || own.isTrusted(seen.atMs())
            || profile.models().total() < config.minVotes()
            || seen.state().baseline().activeDays() < config.minActiveDays();
    boolean votes =
        trusted
            ? profile.mayVote(minute, ModelAspect.hash(seen.event()))
            : EpisodeSlot.theft(seen.state().episodes()) == null
                && profile.mayVoteStrange(minute, STRANGE_VOTE_MINUTES);
    if (votes) {
      OwnerLikeness.vote(profile, seen);
    }
  }

  private void decide(Moment moment, Amounts amounts, boolean foreign, MonitorSink out) {
    ForeignTally tally = moment.state().ownership().foreign();
    boolean armed = tally.isArmed(moment.atMs());
    double threshold = FalseAlarms.nats(config, moment, tally) - (armed ? ARMED_NATS : 0);
    tally.limit(threshold + MOST_REPORT);
    boolean stands =
        tally.nats() >= threshold
            && tally.nanos() >= minNanos
            && (armed || tally.rows() >= 2 || tally.nanos() >= floodNanos)
            && strongAspects(tally) >= LEAST_ASPECTS + (isChanging(moment) ? 1 : 0);
    if (stands && foreign) {
      double probability = Probability.ofMargin(tally.nats() - threshold);
      tracker.raise(moment, amounts, probability, () -> finding(tally, threshold), out);
      tracker.heat(moment);
    } else if (!stands) {
      tracker.cool(moment, out);
    }
  }

  /** A planned change makes one aspect strange. */
  private static boolean isChanging(Moment moment) {
    return moment.state().context().changeFactor(moment.atMs()) > 1;
  }

  private static int strongAspects(ForeignTally tally) {
    int strong = 0;
    for (int i = 0; i < Aspect.COUNT; i++) {
      strong += isStrong(tally, Aspect.at(i)) ? 1 : 0;
    }
    return strong;
  }

  /** One refused call may be the owner's slip; it takes several to probe. */
  private static boolean isStrong(ForeignTally tally, Aspect aspect) {
    return tally.nats(aspect) >= STRONG_ASPECT
        && (aspect != Aspect.PROBING || tally.probes() >= LEAST_PROBES);
  }

  private static Finding finding(ForeignTally tally, double threshold) {
    List<Fact> facts = new ArrayList<>();
    facts.add(SpendText.usd("foreign_usd", tally.nanos(), 0));
    facts.add(SpendText.number("foreign_reports", (double) tally.rows(), 0));
    facts.add(SpendText.number("foreign_nats", tally.nats(), 0));
    facts.add(SpendText.number("false_alarm_threshold_nats", threshold, -threshold));
    StringBuilder unlike = new StringBuilder();
    for (int i = 0; i < Aspect.COUNT; i++) {
      Aspect aspect = Aspect.at(i);
      double nats = tally.nats(aspect);
      if (nats != 0) {
        facts.add(SpendText.number(aspect.label() + "_nats", nats, nats));
      }
      if (isStrong(tally, aspect)) {
        unlike.append(unlike.length() == 0 ? "" : ", ").append(aspect.label());
      }
    }
    String summary =
        NanoUsd.display(tally.nanos())
            + " in "
            + tally.rows()
            + " reports unlike the owner's in "
            + unlike;
    return new Finding(
        Signal.FOREIGN_USAGE,
        Cause.THEFT,
        Probability.ofMargin(tally.nats() - threshold),
        Horizon.TEN_MINUTES,
        0,
        facts,
        summary);
  }
}
