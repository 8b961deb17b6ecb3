package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to a provider.
 *
 * @param command genuine and in time
 * @param attempt which try, from 1; above 1 an earlier one may have taken effect
 */
public record ExecutionRequest(KillSwitchCommand command, int attempt) {
  /** Returns the provider's public id of the key. */
  public String keyId() {
    return command.getCredential().getKeyId();
  }

  /** Returns what to do. */
  public CommandAction action() {
    return command.getAction();
  }

  /** Returns a parameter of the command, or null. */
  public @Nullable String parameter(String name) {
    return command.getParameters().get(name);
  }

  /** Returns true when an earlier try of the same command may have taken effect. */
  public boolean repeated() {
    return attempt > 1;
  }
}
