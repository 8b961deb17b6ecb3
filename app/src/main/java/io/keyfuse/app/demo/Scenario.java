package io.keyfuse.app.demo;

import io.keyfuse.app.demo.DemoKey.Role;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run must remember to go on after a crash. Immutable.
 *
 * @param seed all randomness of the story
 * @param base the moment that the normal day ends at
 * @param keyringRoot root of the stand-in secrets, hex
 * @param phase the act that is on
 * @param hour the hour of the normal day that is being sent
 * @param marks times of milestones by {@code act.MILESTONE}
 */
record Scenario(
    long seed,
    Instant base,
    String keyringRoot,
    Phase phase,
    int hour,
    Map<String, Instant> marks) {
  Scenario {
    marks = Map.copyOf(marks);
  }

  static Scenario begin(long seed, Instant base, byte[] keyringRoot) {
    String root = HexFormat.of().formatHex(keyringRoot);
    return new Scenario(seed, base, root, Phase.DAY, 0, Map.of());
  }

  Scenario at(Phase next) {
    return new Scenario(seed, base, keyringRoot, next, hour, marks);
  }

  Scenario atHour(int next) {
    return new Scenario(seed, base, keyringRoot, phase, next, marks);
  }

  /** Adds the milestones of one act. */
  Scenario withMarks(Role victim, Map<Milestone, Instant> reached) {
    Map<String, Instant> all = new TreeMap<>(marks);
    reached.forEach((milestone, at) -> all.put(victim + "." + milestone, at));
    return new Scenario(seed, base, keyringRoot, phase, hour, all);
  }

  /** Puts the remembered milestones of one act back into its case file. */
  void restore(Role victim, CaseFile file) {
    for (Milestone milestone : Milestone.values()) {
      Instant at = marks.get(victim + "." + milestone);
      if (at != null) {
        file.mark(milestone, at);
      }
    }
  }

  Keyring keyring() {
    return new Keyring(HexFormat.of().parseHex(keyringRoot));
  }

  @Override
  public String toString() {
    return "Scenario[seed=" + Long.toHexString(seed) + ", phase=" + phase + ", hour=" + hour + "]";
  }
}
