package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.CommandAction;
import java.util.Map;
import java.util.Set;

/**
 * What one executor can do.
 *
 * @param provider name as in credential ids
 * @param actions what it can do and how
 * @param ownKeyIds public ids of the executor's own admin credentials; never acted on
 */
public record ExecutorCapabilities(
    String provider, Map<CommandAction, ActionCapability> actions, Set<String> ownKeyIds) {
  /** Copies the collections. */
  public ExecutorCapabilities {
    actions = Map.copyOf(actions);
    ownKeyIds = Set.copyOf(ownKeyIds);
  }
}
