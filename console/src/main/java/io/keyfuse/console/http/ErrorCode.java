package io.keyfuse.console.http;

import java.util.Locale;

/** Every error that the API answers with; the body is {@code {"error":{"code":…,"message":…}}}. */
enum ErrorCode {
  /** No bearer token, or a wrong one. */
  UNAUTHORIZED(401, "send the console token as 'Authorization: Bearer …'"),
  /** The query parameter limit is not a number from 1 to 1000. */
  BAD_LIMIT(400, "limit is a whole number from 1 to 1000"),
  /** No such path or incident. */
  NOT_FOUND(404, "no such path, or an incident that is not kept"),
  /** The API only reads. */
  METHOD_NOT_ALLOWED(405, "the console only reads: use GET"),
  /** All streams are taken. */
  TOO_MANY_STREAMS(503, "all event streams are taken; try again later"),
  /** A fault of ours; the log has the cause. */
  INTERNAL(500, "a fault of the console; its log has the cause");

  private final int status;
  private final String message;

  ErrorCode(int status, String message) {
    this.status = status;
    this.message = message;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }

  /** Returns the code as the API writes it: lower case. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
