package io.keyfuse.ingest.http;

import org.jspecify.annotations.Nullable;

/** A request that is refused as a whole. Made without a stack trace: it is an answer, not a bug. */
public final class RequestFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final @Nullable String field;

  /**
   * @param message what is wrong and what to send instead, without any of the content
   */
  public RequestFault(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * @param field what the fault is about
   */
  public RequestFault(ErrorCode code, String message, @Nullable String field) {
    super(message, null, false, false);
    this.code = code;
    this.field = field;
  }

  /** Returns the closed reason. */
  public ErrorCode code() {
    return code;
  }

  @Nullable String field() {
    return field;
  }
}
