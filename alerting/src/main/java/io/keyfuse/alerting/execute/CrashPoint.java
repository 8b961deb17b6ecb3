package io.keyfuse.alerting.execute;

/** Places in a command's life at which a test may hold or kill the process. */
public enum CrashPoint {
  /** The call is ready, nothing is published about it. */
  BEFORE_INTENT,
  /** The intent is committed, the call is not yet handed to its thread. */
  AFTER_INTENT,
  /** The provider is about to be called. */
  BEFORE_CALL,
  /** The provider has answered. */
  AFTER_CALL,
  /** The result is back with the worker, nothing is published about it. */
  AFTER_RESULT,
  /** The outcome and the offset are sent, not committed. */
  BEFORE_COMMIT,
  /** The outcome and the offset are committed. */
  AFTER_COMMIT
}
