package io.keyfuse.console.http;

/** Ends a request with one of the closed error codes. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  ApiException(ErrorCode code) {
    super(code.message(), null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }
}
