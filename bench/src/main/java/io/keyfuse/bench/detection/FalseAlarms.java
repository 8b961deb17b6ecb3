package io.keyfuse.bench.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commands of one sort that hit nobody who stole. Immutable.
 *
 * @param byLookAlike the narrowest look-alike that explains each, or {@code none}
 * @param repeatsTrue further commands within one attack
 * @param repeatsFalse further commands within a day of a false one
 * @param gray those on keys whose kill nobody minds
 */
record FalseAlarms(
    int count,
    int keys,
    double perKeyMonth,
    SortedMap<String, Integer> byLookAlike,
    int repeatsTrue,
    int repeatsFalse,
    int gray,
    int inWarmup) {

  /** Counts one sort of commands. Confined to one thread. */
  static final class Count {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long AFTER_MILLIS = DAY_MILLIS;
    private static final long LABEL_GRACE_MILLIS = 3_600_000;

    private final Truth truth;
    private final SortedMap<String, Integer> byLookAlike = new TreeMap<>();
    private final Set<String> keys = new HashSet<>();
    private int repeatsTrue;
    private int repeatsFalse;
    private int gray;
    private int inWarmup;

    Count(Truth truth) {
      this.truth = truth;
    }

    /** Commands of one key, in order of time. */
    void add(String keyId, List<SentCommand> commands) {
      Set<String> hit = new HashSet<>();
      Map<String, Long> last = new HashMap<>();
      for (SentCommand command : commands) {
        String attack = attackAt(keyId, command.atMillis());
        if (attack != null) {
          repeatsTrue += hit.add(attack) ? 0 : 1;
        } else if (command.atMillis() < truth.warmupEndMillis()) {
          inWarmup++;
        } else if (command.atMillis() - last.getOrDefault(keyId, -DAY_MILLIS) < DAY_MILLIS) {
          repeatsFalse++;
        } else {
          last.put(keyId, command.atMillis());
          explain(keyId, command.atMillis());
        }
      }
    }

    private @Nullable String attackAt(String keyId, long atMillis) {
      return truth.victims().stream()
          .filter(victim -> victim.keyId().equals(keyId))
          .filter(victim -> atMillis >= victim.beginMillis())
          .filter(victim -> atMillis <= victim.endMillis() + AFTER_MILLIS)
          .map(Victim::attackId)
          .findFirst()
          .orElse(null);
    }

    private void explain(String keyId, long atMillis) {
      List<Harmless> near = new ArrayList<>(truth.harmless());
      near.removeIf(
          label ->
              !label.keyIds().contains(keyId)
                  || atMillis < label.startMillis()
                  || atMillis > label.endMillis() + LABEL_GRACE_MILLIS);
      near.sort(
          Comparator.comparingInt((Harmless label) -> label.keyIds().size())
              .thenComparing(Harmless::kind)
              .thenComparingLong(Harmless::startMillis));
      if (!near.isEmpty() && near.get(0).gray()) {
        gray++;
        return;
      }
      byLookAlike.merge(near.isEmpty() ? "none" : near.get(0).kind(), 1, Integer::sum);
      keys.add(keyId);
    }

    FalseAlarms total() {
      int count = byLookAlike.values().stream().mapToInt(Integer::intValue).sum();
      return new FalseAlarms(
          count,
          keys.size(),
          Quantile.rounded(count / truth.keyMonths(), 4),
          byLookAlike,
          repeatsTrue,
          repeatsFalse,
          gray,
          inWarmup);
    }
  }
}
