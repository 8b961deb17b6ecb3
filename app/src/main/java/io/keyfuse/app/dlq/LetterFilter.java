package io.keyfuse.app.dlq;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant: all that every given part agrees with.
 *
 * @param ids these letters only; empty for any
 * @param reason closed reason, or null for any
 * @param topic source topic, with or without {@code keyfuse.}, or null for any
 * @param since time of the original record, or null for any
 */
public record LetterFilter(
    Set<LetterId> ids, @Nullable String reason, @Nullable String topic, @Nullable Instant since) {

  /** Copies the set. */
  public LetterFilter {
    ids = Set.copyOf(ids);
  }

  /** Returns true when nothing is asked for, so that every letter is meant. */
  public boolean isEmpty() {
    return ids.isEmpty() && reason == null && topic == null && since == null;
  }

  /** Returns true when the letter is meant. */
  public boolean matches(Letter letter) {
    return (ids.isEmpty() || ids.contains(letter.id()))
        && (reason == null || reason.equalsIgnoreCase(letter.reason()))
        && (topic == null
            || topic.equals(letter.topic())
            || ("keyfuse." + topic).equals(letter.topic()))
        && (since == null || !letter.at().isBefore(since));
  }
}
