package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Steps over keys of one kind that one user has. Thread-safe.
 *
 * @param kind of keys
 * @param user who has them
 * @param chosen which of the user's keys are meant
 */
record AwsKeySteps(AwsKeyKind kind, String user, Predicate<String> chosen) {

  /** Returns the step after which exactly the named of the chosen keys are active. */
  KeyRecipe.Step activate(Set<String> wanted) {
    return new KeyRecipe.Step(
        Map.of(kind.activeKeys(), text(wanted)), this::show, () -> switchAll(wanted));
  }

  /**
   * Returns the step that deletes one key.
   *
   * @param mayBeGone true when an earlier try may have deleted it
   */
  KeyRecipe.Step delete(String keyId, boolean mayBeGone) {
    AwsKeyKind.Listed listed = kind.list(user);
    if (!mayBeGone && !listed.active().containsKey(keyId)) {
      throw unknown(listed.trace());
    }
    return new KeyRecipe.Step(
        KeyView.GONE, () -> showPresence(keyId), () -> kind.delete(user, keyId));
  }

  private KeyView showPresence(String keyId) {
    AwsKeyKind.Listed listed = kind.list(user);
    boolean gone = !listed.active().containsKey(keyId);
    return new KeyView(listed.trace(), Map.of("deleted", String.valueOf(gone)));
  }

  private KeyView show() {
    AwsKeyKind.Listed listed = kind.list(user);
    List<String> present = listed.active().keySet().stream().filter(chosen).toList();
    if (present.isEmpty()) {
      throw unknown(listed.trace());
    }
    Set<String> active =
        present.stream()
            .filter(id -> Boolean.TRUE.equals(listed.active().get(id)))
            .collect(Collectors.toCollection(TreeSet::new));
    return new KeyView(listed.trace(), Map.of(kind.activeKeys(), text(active)));
  }

  private ProviderTrace switchAll(Set<String> wanted) {
    AwsKeyKind.Listed listed = kind.list(user);
    ProviderTrace trace = listed.trace();
    for (Map.Entry<String, Boolean> key : listed.active().entrySet()) {
      boolean active = wanted.contains(key.getKey());
      if (chosen.test(key.getKey()) && active != key.getValue()) {
        trace = kind.set(user, key.getKey(), active);
      }
    }
    return trace;
  }

  private static String text(Set<String> ids) {
    return ids.isEmpty() ? Limits.NONE : String.join(",", new TreeSet<>(ids));
  }

  private static ProviderCallException unknown(ProviderTrace trace) {
    return ProviderCallException.failed(
        "the user has no such key", OutcomeReason.UNKNOWN_KEY, trace);
  }
}
