package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.KillSwitchCommand;

/** A hook at every place where a crash could do harm; does nothing in production. */
@FunctionalInterface
public interface CrashPoints {
  /** Does nothing. */
  CrashPoints NONE = (point, command) -> {};

  /** Called at the point, on the thread that reached it; may block or end the process. */
  void at(CrashPoint point, KillSwitchCommand command);
}
