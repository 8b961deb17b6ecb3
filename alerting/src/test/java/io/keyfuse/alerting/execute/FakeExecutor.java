package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A provider in memory that outlives the worker: states by key, and every change ever made. */
final class FakeExecutor implements KeyExecutor {
  private static final ActionCapability UNDOABLE =
      new ActionCapability(ActionCapability.Scope.KEY, true, Duration.ZERO, List.of());
  private static final ActionCapability MONEY =
      new ActionCapability(
          ActionCapability.Scope.KEY,
          true,
          Duration.ZERO,
          List.of(Coordinate.parameter("limit_usd")));

  private final String provider;
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final List<String> changes = new ArrayList<>();
  private int unavailableLooks;
  private int lostAnswers;

  FakeExecutor(String provider) {
    this.provider = provider;
  }

  /** The next looks find nobody. */
  synchronized void failLooks(int count) {
    unavailableLooks = count;
  }

  /** The next calls take effect and their answers are lost. */
  synchronized void loseAnswers(int count) {
    lostAnswers = count;
  }

  synchronized List<String> changes() {
    return List.copyOf(changes);
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return new ExecutorCapabilities(
        provider,
        Map.of(
            CommandAction.SUSPEND, UNDOABLE,
            CommandAction.REVOKE, UNDOABLE,
            CommandAction.RESTORE, UNDOABLE,
            CommandAction.CAP, MONEY),
        Set.of("key_own"));
  }

  @Override
  public synchronized Preparation prepare(ExecutionRequest request) {
    if (unavailableLooks > 0) {
      unavailableLooks--;
      return new Preparation.Settled(unavailable());
    }
    String wanted = request.action().name();
    String present = states.getOrDefault(request.keyId(), "ACTIVE");
    if (present.equals(wanted)) {
      return new Preparation.Settled(
          new ExecutionResult.Already(ProviderTrace.NONE, "already", Map.of("state", present)));
    }
    return new Preparation.Ready(Map.of("state", present), () -> change(request.keyId(), wanted));
  }

  private synchronized ExecutionResult change(String key, String wanted) {
    String before = states.getOrDefault(key, "ACTIVE");
    states.put(key, wanted);
    changes.add(wanted + " " + key);
    if (lostAnswers > 0) {
      lostAnswers--;
      return unavailable();
    }
    return new ExecutionResult.Applied(
        ProviderTrace.NONE, "done", Map.of("state", before), Map.of("state", wanted));
  }

  private static ExecutionResult unavailable() {
    return new ExecutionResult.Retry(
        ProviderTrace.NONE, "nobody there", OutcomeReason.PROVIDER_UNAVAILABLE, null);
  }
}
