package io.keyfuse.detectors;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a key's spend counts as a burst against its own baseline. Immutable. */
@Doc("Spend burst against the key's own baseline.")
public record BurstConfig(
    @Doc("Mean time between false alarms of one key at probability 0.9; default 1000d.")
        Duration meanTimeBetweenFalseAlarms,
    @Doc("Spend of a window below which nothing is a burst, in US dollars; default 2.")
        BigDecimal minSpendUsd,
    @Doc("Days with spend after which a key has a baseline of its own; default 3.")
        Integer minActiveDays) {

  private static final int MOST_DAYS = 30;

  /** Applies defaults and checks the values. */
  public BurstConfig(
      @Nullable Duration meanTimeBetweenFalseAlarms,
      @Nullable BigDecimal minSpendUsd,
      @Nullable Integer minActiveDays) {
    this.meanTimeBetweenFalseAlarms =
        meanTimeBetweenFalseAlarms == null ? Duration.ofDays(1000) : meanTimeBetweenFalseAlarms;
    this.minSpendUsd = minSpendUsd == null ? BigDecimal.valueOf(2) : minSpendUsd;
    this.minActiveDays = minActiveDays == null ? 3 : minActiveDays;
    if (this.meanTimeBetweenFalseAlarms.compareTo(Duration.ofDays(1)) < 0) {
      throw new ConfigException(
          "detection.burst.mean_time_between_false_alarms",
          "is " + meanTimeBetweenFalseAlarms + "; write at least 1d, for example 1000d");
    }
    if (this.minSpendUsd.signum() <= 0) {
      throw new ConfigException(
          "detection.burst.min_spend_usd", "is " + minSpendUsd + "; write dollars above 0");
    }
    if (this.minActiveDays < 1 || this.minActiveDays > MOST_DAYS) {
      throw new ConfigException(
          "detection.burst.min_active_days",
          "is " + minActiveDays + "; write 1 to " + MOST_DAYS + " days");
    }
  }

  /** Returns the defaults. */
  public static BurstConfig defaults() {
    return new BurstConfig(null, null, null);
  }
}
