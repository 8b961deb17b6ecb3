package io.keyfuse.bench.detection;

import java.util.List;
import java.util.Map;

/**
 * What truly happened in a set. Immutable.
 *
 * @param bornMillis when each key of the inventory was made, by key id
 */
record Truth(
    String name,
    long warmupEndMillis,
    long endMillis,
    List<Victim> victims,
    List<Harmless> harmless,
    Map<String, Long> bornMillis) {
  private static final double MONTH_MILLIS = 30 * 86_400_000.0;

  Truth {
    victims = List.copyOf(victims);
    harmless = List.copyOf(harmless);
    bornMillis = Map.copyOf(bornMillis);
  }

  /** Judged time of all keys, in months of 30 days. */
  double keyMonths() {
    return bornMillis.values().stream()
            .mapToLong(born -> Math.max(0, endMillis - Math.max(warmupEndMillis, born)))
            .sum()
        / MONTH_MILLIS;
  }
}
