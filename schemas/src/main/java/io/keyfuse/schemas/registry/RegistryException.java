package io.keyfuse.schemas.registry;

import org.jspecify.annotations.Nullable;

/**
 * A registry call that failed. Refused: the registry spoke about the schema, and will say the same
 * again. Unavailable: nothing was learned about the schema (no answer, login refused, no registry
 * there), so a record must wait and not be given up.
 */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_DEPTH = 32;

  private final int errorCode;
  private final boolean unavailable;

  private RegistryException(
      String message, int errorCode, boolean unavailable, @Nullable Throwable cause) {
    super(message, cause);
    this.errorCode = errorCode;
    this.unavailable = unavailable;
  }

  /** The registry answered no, with Confluent's error code (40401, 40403, 409, 42201, ...). */
  public static RegistryException refused(String message, int errorCode) {
    return new RegistryException(message, errorCode, false, null);
  }

  /** No registry answered within the time and tries allowed. */
  public static RegistryException unavailable(String message, Throwable cause) {
    return new RegistryException(message, 0, true, cause);
  }

  /** A server answered, but not about the schema; with its error code, or 0. */
  public static RegistryException unavailable(String message, int errorCode) {
    return new RegistryException(message, errorCode, true, null);
  }

  /**
   * Returns true when no registry answered at all, so that waiting may mend it; false when one did,
   * and it is the configuration or the schema that needs mending.
   */
  public boolean isUnreachable() {
    return unavailable && getCause() != null;
  }

  /** Returns true when the failure, or what caused it, is an unavailable registry. */
  public static boolean isCausedByUnavailability(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
      if (at instanceof RegistryException registry && registry.isUnavailable()) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  /** Returns Confluent's error code, or 0 when the registry did not answer. */
  public int errorCode() {
    return errorCode;
  }

  /** Returns true when a later try may succeed. */
  public boolean isUnavailable() {
    return unavailable;
  }
}
