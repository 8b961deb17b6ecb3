package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Episode;
import io.keyfuse.detectors.state.Episodes;
import org.jspecify.annotations.Nullable;

/** The numbers under which episodes are stored; part of the stored layout. */
final class EpisodeSlot {
  static final int SPEND_BURST = 1;
  static final int COLD_START = 2;
  static final int FOREIGN_USAGE = 3;
  static final int DARK_USAGE = 4;
  static final int LEAK_REPORT = 5;
  static final int CANARY_USED = 6;
  static final int RUNAWAY = 7;
  static final int LAUNCH = 8;
  static final int PRICING = 9;
  private static final int FIRST_CAP = 16;

  private EpisodeSlot() {}

  /** Returns the slot of a cap: its name's hash, clear of the fixed slots. */
  static int ofCap(String name) {
    return FIRST_CAP + (name.hashCode() & 0x3fff_ffff);
  }

  /** Returns whether the slot is a cap's. */
  static boolean isCap(int slot) {
    return slot >= FIRST_CAP;
  }

  /** Returns the open episode of usage that is taken for a theft, the burst first; or null. */
  static @Nullable Episode theft(Episodes episodes) {
    return first(episodes, DARK_USAGE);
  }

  /** Returns an open episode that may have led to a block; or null. */
  static @Nullable Episode danger(Episodes episodes) {
    return first(episodes, CANARY_USED);
  }

  private static @Nullable Episode first(Episodes episodes, int last) {
    for (int slot = SPEND_BURST; slot <= last; slot++) {
      Episode open = episodes.find(slot);
      if (open != null) {
        return open;
      }
    }
    return null;
  }
}
