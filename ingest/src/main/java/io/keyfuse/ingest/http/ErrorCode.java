package io.keyfuse.ingest.http;

import java.util.Locale;

/** Every reason for which a whole request is refused, with its HTTP status; closed. */
public enum ErrorCode {
  /** No token, or none that is known. */
  UNAUTHORIZED(401),
  /** A media type that the path does not take, or a content coding other than gzip and identity. */
  UNSUPPORTED_MEDIA_TYPE(415),
  /** Nothing in the body. */
  EMPTY_BODY(400),
  /** The body is no JSON, or JSON of another shape than an object or an array of objects. */
  MALFORMED_JSON(400),
  /** The body is no protobuf message of the path's kind. */
  MALFORMED_PROTOBUF(400),
  /** The path or a header asks for something that is not there. */
  UNKNOWN_TARGET(404),
  /** The body says gzip and is not. */
  MALFORMED_GZIP(400),
  /** The body, compressed or not, exceeds max_body_bytes. */
  BODY_TOO_LARGE(413),
  /** More records than max_records. */
  TOO_MANY_RECORDS(413),
  /** Every record of the request was refused; see its errors. */
  ALL_REJECTED(400),
  /** The client stopped sending. */
  INCOMPLETE_BODY(400),
  /** More requests at the same time than max_in_flight_requests. */
  TOO_MANY_REQUESTS(429),
  /** Kafka did not take the events in time; send all of them again. */
  UNAVAILABLE(503),
  /** A fault of Keyfuse. */
  INTERNAL_ERROR(500);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns true when the same request may succeed later. */
  public boolean isRetryable() {
    return this == TOO_MANY_REQUESTS || this == UNAVAILABLE;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
