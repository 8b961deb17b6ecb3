package io.keyfuse.detectors;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.money.NanoUsd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A limit in money per key and clock window, windows aligned to UTC. Immutable. */
@Doc("Limit on the spend of each matching key in one window; raises SPEND_CAP once per window.")
public record SpendCap(
    @Doc("Unique name, shown in evidence.") String name,
    @Doc("Credential ids; a trailing * matches the rest; empty matches all.") List<String> keys,
    @Doc("1m, 1h or 1d; windows start at full UTC minutes, hours and days.") Duration window,
    @Doc("Limit in US dollars, more than 0.") BigDecimal limitUsd) {

  private static final List<Duration> WINDOWS =
      List.of(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1));
  private static final BigDecimal MOST_USD = BigDecimal.valueOf(1_000_000_000L);

  /** Checks the values. */
  public SpendCap(
      @Nullable String name,
      @Nullable List<String> keys,
      @Nullable Duration window,
      @Nullable BigDecimal limitUsd) {
    if (name == null || name.isBlank()) {
      throw new ConfigException("detection.caps.name", "missing; give each cap a unique name");
    }
    String field = "detection.caps." + name;
    if (window == null || !WINDOWS.contains(window)) {
      throw new ConfigException(field + ".window", "is " + window + "; write 1m, 1h or 1d");
    }
    if (limitUsd == null || limitUsd.signum() <= 0 || limitUsd.compareTo(MOST_USD) > 0) {
      throw new ConfigException(
          field + ".limit_usd", "is " + limitUsd + "; write dollars above 0 and up to " + MOST_USD);
    }
    this.name = name;
    this.keys = keys == null ? List.of() : List.copyOf(keys);
    this.window = window;
    this.limitUsd = limitUsd;
  }

  /** Returns the limit in nano-US-dollars. */
  public long limitNanos() {
    return NanoUsd.ofUsd(limitUsd);
  }

  /** Returns whether the cap covers the credential. */
  public boolean covers(String credentialId) {
    return keys.isEmpty() || keys.stream().anyMatch(pattern -> matches(pattern, credentialId));
  }

  private static boolean matches(String pattern, String id) {
    return pattern.endsWith("*")
        ? id.startsWith(pattern.substring(0, pattern.length() - 1))
        : id.equals(pattern);
  }
}
