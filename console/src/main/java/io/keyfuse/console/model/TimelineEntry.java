package io.keyfuse.console.model;

import java.time.Instant;

/**
 * One step of an incident's story.
 *
 * @param at when
 * @param kind which topic told it
 * @param label closed word: the state, action, outcome or reason
 * @param detail one sentence
 */
public record TimelineEntry(Instant at, Kind kind, String label, String detail) {
  /** Which topic told the step. */
  public enum Kind {
    /** An incident transition. */
    ALERT,
    /** A decision. */
    DECISION,
    /** A command. */
    COMMAND,
    /** An outcome. */
    OUTCOME
  }
}
