package io.keyfuse.alerting.incident;

import java.util.List;

/**
 * The result of one step.
 *
 * @param state the state to keep
 * @param outputs what to send, in order
 */
public record DeskStep(DeskState state, List<DeskOutput> outputs) {
  /** Copies the list. */
  public DeskStep {
    outputs = List.copyOf(outputs);
  }
}
