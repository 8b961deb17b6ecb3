package io.keyfuse.app.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the first kill of each key differs between two policies over one recording. Immutable.
 *
 * @param gone keys that only the policies in force kill
 * @param added keys that only the other policies kill
 * @param moved keys that both kill, at another time or otherwise
 */
public record PolicyDifference(List<PaperAct> gone, List<PaperAct> added, List<Moved> moved) {
  /**
   * A key that both kill.
   *
   * @param before under the policies in force
   * @param after under the others
   */
  public record Moved(PaperAct before, PaperAct after) {
    /** Returns how much later the other policies kill; negative when earlier. */
    Duration later() {
      return Duration.between(before.decision().at(), after.decision().at());
    }

    private boolean isSame() {
      return later().isZero() && before.decision().action() == after.decision().action();
    }
  }

  /** Copies the lists. */
  public PolicyDifference {
    gone = List.copyOf(gone);
    added = List.copyOf(added);
    moved = List.copyOf(moved);
  }

  static PolicyDifference between(List<PaperAct> inForce, List<PaperAct> other) {
    Map<String, PaperAct> before = firsts(inForce);
    Map<String, PaperAct> after = firsts(other);
    List<Moved> moved = new ArrayList<>();
    before.forEach(
        (key, act) -> {
          PaperAct now = after.get(key);
          if (now != null && !new Moved(act, now).isSame()) {
            moved.add(new Moved(act, now));
          }
        });
    return new PolicyDifference(without(before, after), without(after, before), moved);
  }

  private static Map<String, PaperAct> firsts(List<PaperAct> acts) {
    Map<String, PaperAct> firsts = new LinkedHashMap<>();
    acts.stream()
        .filter(act -> act.decision().action().kills())
        .forEach(act -> firsts.putIfAbsent(act.credentialId(), act));
    return firsts;
  }

  private static List<PaperAct> without(Map<String, PaperAct> acts, Map<String, PaperAct> others) {
    return acts.entrySet().stream()
        .filter(entry -> !others.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Returns true when both do the same. */
  boolean isEmpty() {
    return gone.isEmpty() && added.isEmpty() && moved.isEmpty();
  }
}
