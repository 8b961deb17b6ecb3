package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.KillSwitchCommand;
import org.jspecify.annotations.Nullable;

/**
 * A second coordinate or limit that an action needs beside the key id.
 *
 * @param parameter name among the command's parameters
 * @param accountPrefix when the credential's account starts with this, the account is the
 *     coordinate; null where only the parameter counts
 */
public record Coordinate(String parameter, @Nullable String accountPrefix) {
  /** Returns a coordinate that only a parameter can give. */
  public static Coordinate parameter(String name) {
    return new Coordinate(name, null);
  }

  /** Returns the coordinate's value in the command, or null when it is missing. */
  public @Nullable String in(KillSwitchCommand command) {
    String value = command.getParameters().get(parameter);
    if (value != null && !value.isBlank()) {
      return value;
    }
    String account = command.getCredential().getAccount();
    return accountPrefix != null && account.startsWith(accountPrefix) ? account : null;
  }
}
