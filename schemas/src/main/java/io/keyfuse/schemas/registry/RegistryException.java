package io.keyfuse.schemas.registry;

import org.jspecify.annotations.Nullable;

/** A registry call that failed. Unavailable ones may be tried again; the others will fail again. */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

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

  /** Returns Confluent's error code, or 0 when the registry did not answer. */
  public int errorCode() {
    return errorCode;
  }

  /** Returns true when a later try may succeed. */
  public boolean isUnavailable() {
    return unavailable;
  }
}
