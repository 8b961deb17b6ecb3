package io.keyfuse.app.demo;

/**
 * A stand-in's answer to a call of a model.
 *
 * @param status HTTP status
 * @param error what the body names as the error; empty when it answered
 */
record CallReply(int status, String error) {
  /** Returns true when the provider does not serve this key (any longer). */
  boolean isRefused() {
    return status == 401 || status == 403 || status == 429;
  }

  boolean isServed() {
    return status >= 200 && status < 300;
  }
}
