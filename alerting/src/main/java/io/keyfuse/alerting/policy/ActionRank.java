package io.keyfuse.alerting.policy;

import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.KeyState;

/** How far an action goes, so that ladders and key states compare. Stateless and thread-safe. */
public final class ActionRank {
  private ActionRank() {}

  /** Returns 1 for THROTTLE up to 4 for REVOKE; 0 for what is on no ladder. */
  public static int of(CommandAction action) {
    return switch (action) {
      case THROTTLE -> 1;
      case CAP -> 2;
      case SUSPEND -> 3;
      case REVOKE -> 4;
      case RESTORE, UNSPECIFIED -> 0;
    };
  }

  /** Returns the rank of the action that leads to the state; 0 where none is in force. */
  public static int of(KeyState state) {
    return switch (state) {
      case CAPPED -> of(CommandAction.CAP);
      case SUSPENDED -> of(CommandAction.SUSPEND);
      case REVOKED -> of(CommandAction.REVOKE);
      case ACTIVE, WATCHED, UNSPECIFIED -> 0;
    };
  }

  /** Returns true when no call of the key succeeds once the action has taken hold. */
  public static boolean blocks(CommandAction action) {
    return of(action) >= of(CommandAction.SUSPEND);
  }
}
