package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Brings a key to a wanted state: nothing where it is there, else one change and a read-back.
 * Immutable.
 *
 * @param wanted part of the state to reach
 * @param change makes the provider change the key
 * @param readBack shows the key after that
 */
record KeyMove(
    Map<String, String> wanted, Supplier<ProviderTrace> change, Supplier<KeyView> readBack) {

  KeyMove {
    wanted = Map.copyOf(wanted);
  }

  /** Returns what is to be done from the present state. */
  Preparation from(KeyView present) {
    if (present.shows(wanted)) {
      return HttpKeyExecutor.already(
          present.trace(), "the key already has " + wanted, present.state());
    }
    return HttpKeyExecutor.ready(present.state(), () -> make(present.state()));
  }

  private ExecutionResult make(Map<String, String> before) {
    ProviderTrace trace = change.get();
    KeyView after = readBack.get();
    if (!after.shows(wanted)) {
      throw ProviderCallException.unconfirmed(
          "accepted, but the key reads " + after.state() + " and not " + wanted, trace);
    }
    return new ExecutionResult.Applied(trace, "the key has " + wanted, before, after.state());
  }
}
