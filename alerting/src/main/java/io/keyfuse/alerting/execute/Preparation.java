package io.keyfuse.alerting.execute;

import java.util.Map;
import java.util.function.Supplier;

/** What the first look at the key's state led to. */
public sealed interface Preparation {
  /**
   * No call is needed or possible.
   *
   * @param result final, or asks for a later try
   */
  record Settled(ExecutionResult result) implements Preparation {}

  /**
   * A call is needed.
   *
   * @param before the state that a RESTORE needs; to be kept safe before the call
   * @param call changes the key and reads it back; to be used once
   */
  record Ready(Map<String, String> before, Supplier<ExecutionResult> call) implements Preparation {}
}
