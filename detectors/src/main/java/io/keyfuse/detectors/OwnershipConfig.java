package io.keyfuse.detectors;

import io.keyfuse.detectors.state.Aspect;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When usage counts as somebody else's. Immutable. */
@Doc("Usage that is not the owner's.")
public record OwnershipConfig(
    @Doc("Mean time between false alarms of one key at probability 0.9; default 1000d.")
        Duration meanTimeBetweenFalseAlarms,
    @Doc("Suspect spend below which nothing is done, in US dollars; default 0.50.")
        BigDecimal minUsd,
    @Doc("Spend of one report from which it alone may be enough, in US dollars; default 10.")
        BigDecimal floodUsd,
    @Doc("Votes after which the owner is known, at most one per minute and model; default 4.")
        Integer minVotes,
    @Doc("Days with spend after which the owner is known; default 2.") Integer minActiveDays,
    @Doc("Aspects left out: model, place, client, shape, cache, pace, probing, dark, fleet; none.")
        List<String> aspectsOff) {

  /** Applies defaults and checks the values. */
  public OwnershipConfig(
      @Nullable Duration meanTimeBetweenFalseAlarms,
      @Nullable BigDecimal minUsd,
      @Nullable BigDecimal floodUsd,
      @Nullable Integer minVotes,
      @Nullable Integer minActiveDays,
      @Nullable List<String> aspectsOff) {
    this.meanTimeBetweenFalseAlarms =
        meanTimeBetweenFalseAlarms == null ? Duration.ofDays(1000) : meanTimeBetweenFalseAlarms;
    this.minUsd = minUsd == null ? new BigDecimal("0.50") : minUsd;
    this.floodUsd = floodUsd == null ? BigDecimal.TEN : floodUsd;
    this.minVotes = minVotes == null ? 4 : minVotes;
    this.minActiveDays = minActiveDays == null ? 2 : minActiveDays;
    this.aspectsOff = aspectsOff == null ? List.of() : List.copyOf(aspectsOff);
    check();
  }

  private void check() {
    if (meanTimeBetweenFalseAlarms.compareTo(Duration.ofDays(1)) < 0) {
      throw new ConfigException(
          "detection.ownership.mean_time_between_false_alarms",
          "is " + meanTimeBetweenFalseAlarms + "; write at least 1d, for example 1000d");
    }
    if (minUsd.signum() <= 0) {
      throw new ConfigException(
          "detection.ownership.min_usd", "is " + minUsd + "; write dollars above 0");
    }
    if (floodUsd.compareTo(minUsd) < 0) {
      throw new ConfigException(
          "detection.ownership.flood_usd", "is below min_usd " + minUsd + "; write at least that");
    }
    if (minVotes < 1) {
      throw new ConfigException(
          "detection.ownership.min_votes", "is " + minVotes + "; write at least 1");
    }
    if (minActiveDays < 1) {
      throw new ConfigException(
          "detection.ownership.min_active_days", "is " + minActiveDays + "; write at least 1");
    }
    aspects();
  }

  /** Returns the aspects that are left out. */
  public Set<Aspect> aspects() {
    Set<Aspect> off = new HashSet<>();
    for (String name : aspectsOff) {
      off.add(
          Arrays.stream(Aspect.values())
              .filter(each -> each.label().equals(name.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ConfigException(
                          "detection.ownership.aspects_off",
                          "has " + name + "; write names of aspects, for example cache")));
    }
    return off;
  }

  /** Returns the defaults. */
  public static OwnershipConfig defaults() {
    return new OwnershipConfig(null, null, null, null, null, null);
  }
}
