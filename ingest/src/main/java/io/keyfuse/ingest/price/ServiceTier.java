package io.keyfuse.ingest.price;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a provider served a call, as far as it decides the price. */
enum ServiceTier {
  STANDARD,
  BATCH,
  FLEX,
  PRIORITY,
  FAST,
  /** A name that no price is known for. */
  UNKNOWN;

  /** Reads a provider's name for a tier; null and empty mean standard. */
  static ServiceTier of(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return STANDARD;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "standard", "standard_only", "default", "auto", "on_demand", "on-demand" -> STANDARD;
      case "scale", "reserved", "provisioned", "not_available" -> STANDARD;
      case "batch" -> BATCH;
      case "flex" -> FLEX;
      case "priority" -> PRIORITY;
      case "fast" -> FAST;
      default -> UNKNOWN;
    };
  }
}
