package io.keyfuse.detectors;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code detection} section. Immutable. */
@Doc("How usage is watched and what counts as a burst.")
public record DetectionConfig(
    @Doc("How long a window stays open for late usage before it is closed; default 30s, most 10m.")
        Duration windowGrace,
    @Doc("How far an event may lie ahead of the clock before it counts as now; default 10m.")
        Duration maxClockSkew,
    @Doc("Keys whose open windows are remembered for closing when idle; default 100000.")
        Integer maxOpenKeys,
    @Doc("Burst against the own baseline.") BurstConfig burst,
    @Doc("Usage that is not the owner's.") OwnershipConfig ownership,
    @Doc("Allowances of keys without baseline.") ColdStartConfig coldStart,
    @Doc("Caps per key, at most 16; none by default.") List<SpendCap> caps) {

  private static final int MOST_CAPS = 16;
  private static final Duration MOST_GRACE = Duration.ofMinutes(10);

  /** Applies defaults and checks the values. */
  public DetectionConfig(
      @Nullable Duration windowGrace,
      @Nullable Duration maxClockSkew,
      @Nullable Integer maxOpenKeys,
      @Nullable BurstConfig burst,
      @Nullable OwnershipConfig ownership,
      @Nullable ColdStartConfig coldStart,
      @Nullable List<SpendCap> caps) {
    this.windowGrace = windowGrace == null ? Duration.ofSeconds(30) : windowGrace;
    this.maxClockSkew = maxClockSkew == null ? Duration.ofMinutes(10) : maxClockSkew;
    this.maxOpenKeys = maxOpenKeys == null ? 100_000 : maxOpenKeys;
    this.burst = burst == null ? BurstConfig.defaults() : burst;
    this.ownership = ownership == null ? OwnershipConfig.defaults() : ownership;
    this.coldStart = coldStart == null ? ColdStartConfig.defaults() : coldStart;
    this.caps = caps == null ? List.of() : List.copyOf(caps);
    checkTimes(this.windowGrace, this.maxClockSkew);
    if (this.maxOpenKeys < 1) {
      throw new ConfigException(
          "detection.max_open_keys", "is " + maxOpenKeys + "; write at least 1");
    }
    checkCaps(this.caps);
  }

  /** Returns the defaults: no caps. */
  public static DetectionConfig defaults() {
    return new DetectionConfig(null, null, null, null, null, null, null);
  }

  private static void checkTimes(Duration grace, Duration skew) {
    if (grace.isNegative() || grace.compareTo(MOST_GRACE) > 0) {
      throw new ConfigException("detection.window_grace", "is " + grace + "; write 0s to 10m");
    }
    if (skew.isNegative()) {
      throw new ConfigException("detection.max_clock_skew", "is " + skew + "; write 0s or more");
    }
  }

  private static void checkCaps(List<SpendCap> caps) {
    if (caps.size() > MOST_CAPS) {
      throw new ConfigException(
          "detection.caps", "has " + caps.size() + " entries; write at most " + MOST_CAPS);
    }
    Set<String> names = new HashSet<>();
    for (SpendCap cap : caps) {
      if (!names.add(cap.name())) {
        throw new ConfigException("detection.caps", "two are named " + cap.name() + "; rename one");
      }
    }
  }
}
