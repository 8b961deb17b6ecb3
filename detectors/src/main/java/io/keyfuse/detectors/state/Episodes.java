package io.keyfuse.detectors.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open episodes of one key, at most one per slot. Mutable; not thread-safe. */
public final class Episodes {
  /** More than this many are never open; further ones are not opened. */
  public static final int MOST = 32;

  private final List<Episode> open = new ArrayList<>(0);

  /** Returns the open episode of the slot, or null. */
  public @Nullable Episode find(int slot) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).slot() == slot) {
        return open.get(i);
      }
    }
    return null;
  }

  /** Opens an episode in a slot that has none; null when too many are open. */
  public @Nullable Episode start(int slot, long atMs) {
    if (open.size() >= MOST) {
      return null;
    }
    Episode episode = new Episode(slot, atMs);
    open.add(episode);
    return episode;
  }

  /** Ends the episode. */
  public void end(Episode episode) {
    open.remove(episode);
  }

  /** Returns whether none is open. */
  public boolean isEmpty() {
    return open.isEmpty();
  }

  /** Returns the open episodes, oldest first, as a copy. */
  public List<Episode> list() {
    return List.copyOf(open);
  }

  /** Adds an event's money to every open episode. */
  public void spend(Amounts amounts) {
    for (int i = 0; i < open.size(); i++) {
      open.get(i).spend(amounts);
    }
  }

  void write(ByteWriter out) {
    out.count(open.size());
    for (Episode episode : open) {
      episode.write(out);
    }
  }

  static Episodes read(ByteReader in) {
    Episodes episodes = new Episodes();
    int size = in.count(MOST);
    for (int i = 0; i < size; i++) {
      episodes.open.add(Episode.read(in));
    }
    return episodes;
  }
}
