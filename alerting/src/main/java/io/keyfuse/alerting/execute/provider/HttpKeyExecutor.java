package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ActionCapability;
import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.Coordinate;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Lets an executor be written as a straight line: a call that leads nowhere ends it. */
abstract class HttpKeyExecutor implements KeyExecutor {
  /** Reads the state; throws what the line cannot go on from. */
  abstract Preparation look(ExecutionRequest request);

  @Override
  public final Preparation prepare(ExecutionRequest request) {
    try {
      return look(request);
    } catch (ProviderCallException e) {
      return new Preparation.Settled(e.result());
    }
  }

  /** Returns a call that ends as the exception it throws says. */
  static Preparation ready(Map<String, String> before, Supplier<ExecutionResult> call) {
    return new Preparation.Ready(
        before,
        () -> {
          try {
            return call.get();
          } catch (ProviderCallException e) {
            return e.result();
          }
        });
  }

  static Preparation already(ProviderTrace trace, String detail, Map<String, String> state) {
    return new Preparation.Settled(new ExecutionResult.Already(trace, detail, state));
  }

  static Preparation unsupported(ExecutionRequest request) {
    String detail = request.action() + " is no action of this executor";
    return new Preparation.Settled(
        new ExecutionResult.Failed(ProviderTrace.NONE, detail, OutcomeReason.UNSUPPORTED_ACTION));
  }

  /** Returns what a provider can do that switches keys off and on and deletes them for good. */
  static Map<CommandAction, ActionCapability> switching(
      Scope scope, Duration lag, List<Coordinate> place) {
    ActionCapability undoable = new ActionCapability(scope, true, lag, place);
    Map<CommandAction, ActionCapability> actions = new EnumMap<>(CommandAction.class);
    actions.put(CommandAction.SUSPEND, undoable);
    actions.put(CommandAction.RESTORE, undoable);
    actions.put(CommandAction.REVOKE, new ActionCapability(scope, false, lag, place));
    return actions;
  }
}
