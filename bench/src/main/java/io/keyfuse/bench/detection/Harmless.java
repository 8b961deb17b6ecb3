package io.keyfuse.bench.detection;

import java.util.Set;

/**
 * A labelled look-alike. Immutable.
 *
 * @param gray whether nobody minds a kill, as with a runaway agent
 */
record Harmless(String kind, Set<String> keyIds, long startMillis, long endMillis, boolean gray) {
  Harmless {
    keyIds = Set.copyOf(keyIds);
  }
}
