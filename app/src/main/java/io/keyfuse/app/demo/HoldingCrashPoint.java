package io.keyfuse.app.demo;

import io.keyfuse.alerting.execute.CrashPoint;
import io.keyfuse.alerting.execute.CrashPoints;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the demo's executor for good at the crash point that {@code KEYFUSE_HOLD_AT} names, so that
 * a test or a curious person can kill the process just there. Thread-safe.
 */
final class HoldingCrashPoint implements CrashPoints {
  private static final Logger LOG = LoggerFactory.getLogger(HoldingCrashPoint.class);
  private static final String VARIABLE = "KEYFUSE_HOLD_AT";

  private final CrashPoint held;

  private HoldingCrashPoint(CrashPoint held) {
    this.held = held;
  }

  static CrashPoints from(Map<String, String> environment) {
    String name = environment.get(VARIABLE);
    return name == null ? CrashPoints.NONE : new HoldingCrashPoint(CrashPoint.valueOf(name));
  }

  @Override
  public void at(CrashPoint point, KillSwitchCommand command) {
    if (point != held) {
      return;
    }
    LOG.warn("holding at {} of command {}: kill -9 the process now", point, command.getCommandId());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
