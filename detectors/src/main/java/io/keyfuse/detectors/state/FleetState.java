package io.keyfuse.detectors.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The last reports that were taken for thefts, of all keys: {@value #MOST} at most, oldest first.
 * Mutable, owned by one task; not thread-safe.
 */
public final class FleetState {
  private static final int MOST = 128;

  private static final int MOST_ACCOUNTS = 256;

  private final Deque<Suspect> thefts = new ArrayDeque<>();
  private final Map<String, Long> unguarded = new LinkedHashMap<>();

  /** Keeps a theft; the oldest gives way. */
  public void add(Suspect theft) {
    if (thefts.size() >= MOST) {
      thefts.removeFirst();
    }
    thefts.addLast(theft);
  }

  /**
   * Returns how many other keys have a theft alike within so long, of event time, before or after.
   */
  public int othersLike(Suspect suspect, long withinMs) {
    Set<String> others = new HashSet<>();
    for (Suspect each : thefts) {
      if (!each.credentialId().equals(suspect.credentialId())
          && Math.abs(each.atMs() - suspect.atMs()) <= withinMs
          && each.shape().isLike(suspect.shape())) {
        others.add(each.credentialId());
      }
    }
    return others.size();
  }

  /** Notes that an account lost a limit or an alarm; the one noted first gives way. */
  public void unguard(String account, long atMs) {
    unguarded.remove(account);
    if (unguarded.size() >= MOST_ACCOUNTS) {
      unguarded.remove(unguarded.keySet().iterator().next());
    }
    unguarded.put(account, atMs);
  }

  /** Returns when the account lost a limit or an alarm, or {@link Baseline#NONE}. */
  public long unguardedAtMs(String account) {
    return unguarded.getOrDefault(account, Baseline.NONE);
  }

  void write(ByteWriter out) {
    out.count(thefts.size());
    thefts.forEach(each -> each.write(out));
    out.count(unguarded.size());
    unguarded.forEach((account, atMs) -> out.text(account).signed(atMs));
  }

  static FleetState read(ByteReader in) {
    FleetState state = new FleetState();
    int size = in.count(MOST);
    for (int i = 0; i < size; i++) {
      state.thefts.addLast(Suspect.read(in));
    }
    int accounts = in.count(MOST_ACCOUNTS);
    for (int i = 0; i < accounts; i++) {
      state.unguarded.put(in.id(), in.signed());
    }
    return state;
  }
}
