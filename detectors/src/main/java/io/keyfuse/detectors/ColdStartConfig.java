package io.keyfuse.detectors;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a key without history may spend before it counts as drained. Immutable. */
@Doc("Allowances of a key that has no baseline of its own yet.")
public record ColdStartConfig(
    @Doc("Allowance per sliding minute, in US dollars; default 60.") BigDecimal minuteUsd,
    @Doc("Allowance per sliding ten minutes, in US dollars; default 120.") BigDecimal tenMinutesUsd,
    @Doc("Allowance per clock hour, in US dollars; default 300.") BigDecimal hourUsd) {

  /** Applies defaults and checks the values. */
  public ColdStartConfig(
      @Nullable BigDecimal minuteUsd,
      @Nullable BigDecimal tenMinutesUsd,
      @Nullable BigDecimal hourUsd) {
    this.minuteUsd = minuteUsd == null ? BigDecimal.valueOf(60) : minuteUsd;
    this.tenMinutesUsd = tenMinutesUsd == null ? BigDecimal.valueOf(120) : tenMinutesUsd;
    this.hourUsd = hourUsd == null ? BigDecimal.valueOf(300) : hourUsd;
    if (this.minuteUsd.signum() <= 0) {
      throw new ConfigException(
          "detection.cold_start.minute_usd", "is " + minuteUsd + "; write dollars above 0");
    }
    if (this.tenMinutesUsd.compareTo(this.minuteUsd) < 0) {
      throw new ConfigException(
          "detection.cold_start.ten_minutes_usd",
          "is below minute_usd " + this.minuteUsd + "; a longer window allows at least as much");
    }
    if (this.hourUsd.compareTo(this.tenMinutesUsd) < 0) {
      throw new ConfigException(
          "detection.cold_start.hour_usd",
          "is below ten_minutes_usd "
              + this.tenMinutesUsd
              + "; a longer window allows at least as much");
    }
  }

  /** Returns the defaults. */
  public static ColdStartConfig defaults() {
    return new ColdStartConfig(null, null, null);
  }
}
