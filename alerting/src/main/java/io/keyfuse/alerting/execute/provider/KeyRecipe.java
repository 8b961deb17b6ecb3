package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Several changes that belong to one action, made in order. A step that is there already is left
 * out, so that a later try goes on where an earlier one ended. Used by one thread.
 */
final class KeyRecipe {
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, String> notes = new TreeMap<>();

  /**
   * One change.
   *
   * @param wanted part of the state to reach
   * @param read shows the state, before and after
   * @param change makes the provider change it
   */
  record Step(Map<String, String> wanted, Supplier<KeyView> read, Supplier<ProviderTrace> change) {}

  KeyRecipe then(Step step) {
    steps.add(step);
    return this;
  }

  /** Keeps a text among {@code before}, where a RESTORE finds it. */
  KeyRecipe noting(String name, String text) {
    notes.put(name, text);
    return this;
  }

  /** Reads the state of every step and returns what is to be done. */
  Preparation prepare() {
    Map<String, String> before = new TreeMap<>(notes);
    List<Step> due = new ArrayList<>();
    ProviderTrace trace = ProviderTrace.NONE;
    for (Step step : steps) {
      KeyView present = step.read().get();
      before.putAll(present.state());
      trace = present.trace();
      if (!present.shows(step.wanted())) {
        due.add(step);
      }
    }
    return due.isEmpty()
        ? HttpKeyExecutor.already(trace, "already so: " + before, before)
        : HttpKeyExecutor.ready(before, () -> make(due, before));
  }

  private static ExecutionResult make(List<Step> due, Map<String, String> before) {
    Map<String, String> after = new TreeMap<>(before);
    ProviderTrace trace = ProviderTrace.NONE;
    for (Step step : due) {
      trace = step.change().get();
      KeyView seen = step.read().get();
      if (!seen.shows(step.wanted())) {
        throw ProviderCallException.unconfirmed(
            "accepted, but it reads " + seen.state() + " and not " + step.wanted(), trace);
      }
      after.putAll(seen.state());
    }
    return new ExecutionResult.Applied(trace, "now so: " + after, before, after);
  }
}
