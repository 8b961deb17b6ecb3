package io.keyfuse.detectors.state;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One UTC day of a key's ledger by model, and whether it is to be judged. Mutable, owned by one
 * ledger; not thread-safe.
 */
public final class LedgerDay {
  private final TreeMap<String, DayLine> lines = new TreeMap<>();
  private boolean changed;
  private boolean judged;

  /** Returns the models' lines; a view. */
  public SortedMap<String, DayLine> lines() {
    return lines;
  }

  /** Returns whether anything was noted since the day was judged last. */
  public boolean isChanged() {
    return changed;
  }

  /** Returns whether the day was judged before. */
  public boolean isJudged() {
    return judged;
  }

  /** Returns whether both sides have said something, so that they can be compared. */
  public boolean isComparable() {
    boolean estimated = lines.values().stream().anyMatch(line -> line.estimateNanos() != 0);
    return estimated && lines.values().stream().anyMatch(line -> line.billNanos() != 0);
  }

  /** Notes that the day is judged as it stands. */
  public void judged() {
    changed = false;
    judged = true;
  }

  /** Notes that a mismatch of the model was told. */
  public void told(String model) {
    lines.computeIfPresent(model, (name, line) -> line.tell());
  }

  void put(String model, DayLine line) {
    lines.put(model, line);
    changed = true;
  }

  DayLine line(String model) {
    return lines.getOrDefault(model, DayLine.NONE);
  }

  void write(ByteWriter out, ModelPlaces places) {
    out.flag(changed).flag(judged).count(lines.size());
    lines.forEach((model, line) -> line.write(out.count(places.of(model))));
  }

  static LedgerDay read(ByteReader in, ModelPlaces places) {
    LedgerDay day = new LedgerDay();
    day.changed = in.flag();
    day.judged = in.flag();
    int size = in.count(ModelPlaces.MOST + 1);
    for (int i = 0; i < size; i++) {
      day.lines.put(places.at(in.count(ModelPlaces.MOST)), DayLine.read(in));
    }
    return day;
  }
}
