package io.keyfuse.testkit.scenario;

import java.util.Set;

/**
 * Which set to build. Immutable.
 *
 * @param keys credentials at most; a plot that finds no key left is not played
 * @param kinds kinds of the catalogue to play; empty plays all
 */
public record SetPlan(long seed, int keys, int days, Set<String> kinds) {
  public SetPlan {
    kinds = Set.copyOf(kinds);
    if (keys < 1) {
      throw new IllegalArgumentException("keys: " + keys + " is no number of keys; give 1 or more");
    }
    if (days < 10 || days > 60) {
      throw new IllegalArgumentException(
          "days: " + days + " leave no room for 7 days of warm-up; give 10 to 60");
    }
    for (String kind : kinds) {
      if (!SetBuilder.KINDS.contains(kind)) {
        throw new IllegalArgumentException(
            "kinds: " + kind + " is not in the catalogue; give some of " + SetBuilder.KINDS);
      }
    }
  }

  boolean plays(String kind) {
    return kinds.isEmpty() || kinds.contains(kind) || (kind.equals("B2") && kinds.contains("B11"));
  }
}
