package io.keyfuse.testkit.provider;

/** A request that the provider's cloud refuses; each provider words it in its own error body. */
final class StandInRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * @param status HTTP status
   * @param code the provider's code for the fault, or a plain name where it has none
   * @param message for the caller
   */
  StandInRefusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
