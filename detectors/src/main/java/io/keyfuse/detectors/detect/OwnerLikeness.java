package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.Aspect;
import io.keyfuse.detectors.state.Ownership;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.detectors.state.UsageProfile;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.Arrays;
import java.util.Set;

/**
 * Sets one report against the profile of its key, aspect by aspect: the natural logarithm of how
 * much better a theft explains it than the owner does. Aspects count as independent given who
 * called. Not thread-safe: it holds the last report's numbers.
 */
final class OwnerLikeness {
  private final double[] nats = new double[Aspect.COUNT];
  private final boolean[] off = new boolean[Aspect.COUNT];

  OwnerLikeness(Set<Aspect> off) {
    off.forEach(each -> this.off[each.place()] = true);
  }

  /** Returns whether the aspect is left out. */
  boolean isOff(Aspect aspect) {
    return off[aspect.place()];
  }

  /** Returns the nats by aspect of the report read last; valid until the next. */
  double[] nats() {
    return nats;
  }

  /** Returns the sum over the aspects. */
  double total() {
    double total = 0;
    for (double each : nats) {
      total += each;
    }
    return total;
  }

  /** Reads a report against the profile of its side. */
  void read(Ownership own, Observation seen) {
    Arrays.fill(nats, 0);
    UsageEvent event = seen.event();
    Amounts amounts = seen.amounts();
    UsageProfile profile = own.profile(amounts.side());
    set(Aspect.MODEL, ModelAspect.nats(profile, event));
    set(Aspect.PLACE, PlaceAspect.nats(profile, event, amounts.side()));
    set(Aspect.DARK, DarkAspect.nats(own, seen.match()));
    if (amounts.side() == Side.TELEMETRY) {
      set(Aspect.CLIENT, ClientAspect.nats(profile, event));
    }
    if (amounts.errors() > 0) {
      set(Aspect.PROBING, ProbingAspect.nats(profile, event));
    } else if (hasTokens(amounts) && !ModelAspect.isEmbedding(event)) {
      set(Aspect.SHAPE, ShapeAspect.nats(profile, amounts));
      set(Aspect.FLEET, FleetAspect.nats(own, amounts, event.getTokens(), seen.atMs()));
      set(Aspect.CACHE, CacheAspect.nats(profile, event.getTokens()));
      if (event.getBucket() != null) {
        set(Aspect.PACE, PaceAspect.nats(profile, amounts));
      }
    }
  }

  /** Returns whether telemetry names a network or a user agent that the owner does not use. */
  static boolean isNewSource(Ownership own, UsageEvent event) {
    UsageProfile profile = own.profile(Side.TELEMETRY);
    return PlaceAspect.isNew(profile, event) || ClientAspect.isNew(profile, event);
  }

  /** Lets the report take part in the picture of its owner. */
  static void vote(UsageProfile profile, Observation seen) {
    UsageEvent event = seen.event();
    Amounts amounts = seen.amounts();
    profile.models().vote(ModelAspect.hash(event));
    PlaceAspect.vote(profile, event, amounts.side());
    if (amounts.side() == Side.TELEMETRY) {
      ClientAspect.vote(profile, event);
    }
    ProbingAspect.vote(profile, amounts.errors() > 0, event);
    if (amounts.errors() == 0 && hasTokens(amounts)) {
      ShapeAspect.vote(profile, amounts);
      CacheAspect.vote(profile, event.getTokens());
      if (event.getBucket() != null) {
        PaceAspect.vote(profile, amounts);
      }
    }
  }

  private void set(Aspect aspect, double value) {
    nats[aspect.place()] = off[aspect.place()] ? 0 : value;
  }

  private static boolean hasTokens(Amounts amounts) {
    return amounts.inputTokens() + amounts.outputTokens() > 0;
  }
}
