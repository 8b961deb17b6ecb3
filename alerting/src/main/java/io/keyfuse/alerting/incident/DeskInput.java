package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Evidence;

/** What the desk can be told about one credential. */
public sealed interface DeskInput {
  /** A detector said something. */
  record EvidenceSeen(Evidence evidence) implements DeskInput {}

  /** An executor said what became of a command. */
  record OutcomeSeen(CommandOutcome outcome) implements DeskInput {}

  /** Something became known beside the usage. */
  record ContextSeen(ContextEvent event) implements DeskInput {}

  /** Time went on. */
  record Tick() implements DeskInput {}
}
