package io.keyfuse.bench.detection;

/**
 * One line of a command file. Immutable.
 *
 * @param untilMillis when the block ends; {@link Long#MAX_VALUE} without an end
 */
record SentCommand(long atMillis, String keyId, String action, long untilMillis) {
  boolean kills() {
    return action.equals("suspend") || action.equals("revoke");
  }

  /** Alerts and throttles stop nothing. */
  boolean stops() {
    return kills() || action.equals("cap");
  }
}
