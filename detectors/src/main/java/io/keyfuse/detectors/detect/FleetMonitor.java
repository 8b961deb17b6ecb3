package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Baseline;
import io.keyfuse.detectors.state.FleetMessage;
import io.keyfuse.detectors.state.FleetState;
import io.keyfuse.detectors.state.FleetWarning;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Credential;
import org.jspecify.annotations.Nullable;

/**
 * One actor on many keys. A key whose own usage is only a little strange is warned when the same
 * calls were taken for thefts on {@value #LEAST_KEYS} other keys within six hours; calls are the
 * same when they have one {@link io.keyfuse.detectors.state.UsageShape}. The warning is one more
 * aspect of the key's own evidence ({@link FleetAspect}) for six hours and never enough alone.
 *
 * <p>A change that an owner makes on all keys at once, such as a new model or a cache that is off,
 * is unlike in one aspect and no theft on any of them, so that nobody is warned.
 *
 * <p>A strange key of an account that lost a limit or an alarm is told so, which arms it ({@link
 * ForeignUsageDetector}). Pure and stateless.
 */
public final class FleetMonitor {
  private static final int LEAST_KEYS = 2;
  private static final long WITHIN_MS = 6 * PaneWidth.HOUR.ms();

  /** Takes a suspect in; returns what its key is to be told, or null. */
  public @Nullable KeyMessage suspect(FleetState state, Suspect suspect) {
    if (suspect.isTheft()) {
      state.add(suspect);
    }
    int keys = state.othersLike(suspect, WITHIN_MS);
    if (keys >= LEAST_KEYS) {
      long untilMs = suspect.atMs() + WITHIN_MS;
      return new KeyMessage.Warned(new FleetWarning(suspect.shape(), keys, untilMs));
    }
    Credential key = CredentialId.parse(suspect.credentialId());
    long unguardedAtMs = state.unguardedAtMs(account(key));
    return unguardedAtMs == Baseline.NONE ? null : new KeyMessage.Unguarded(unguardedAtMs);
  }

  /** Notes that an account lost a limit or an alarm. */
  public void unguarded(FleetState state, FleetMessage.Unguarded unguarded) {
    state.unguard(unguarded.account(), unguarded.atMs());
  }

  /** Returns whether the message changes the state, which is then to be kept. */
  public boolean changes(FleetMessage message) {
    return !(message instanceof Suspect suspect) || suspect.isTheft();
  }

  /** Returns the name under which an account's guardrails are noted. */
  static String account(Credential key) {
    return key.getProvider() + ":" + key.getAccount();
  }
}
