package io.keyfuse.app.topic;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one topic differs from what is wanted.
 *
 * @param topic full name
 * @param steps what to do, or why not; empty when nothing differs
 * @param left settings made on the topic that Keyfuse does not own and leaves alone
 */
public record TopicDiff(String topic, List<TopicStep> steps, SortedMap<String, String> left) {
  /** What a difference comes to; the worst of its steps. */
  public enum Verdict {
    /** Nothing differs. */
    OK,
    /** The topic is missing. */
    CREATE,
    /** Something is to be changed. */
    CHANGE,
    /** Something differs and is not changed. */
    REFUSED
  }

  /** Copies the collections. */
  public TopicDiff {
    steps = List.copyOf(steps);
    left = new TreeMap<>(left);
  }

  /** Returns what the difference comes to. */
  public Verdict verdict() {
    if (steps.isEmpty()) {
      return Verdict.OK;
    }
    if (steps.stream().anyMatch(TopicStep.Refused.class::isInstance)) {
      return Verdict.REFUSED;
    }
    return steps.get(0) instanceof TopicStep.Create ? Verdict.CREATE : Verdict.CHANGE;
  }
}
