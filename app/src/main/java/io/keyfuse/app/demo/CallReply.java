package io.keyfuse.app.demo;

import java.time.Duration;

/**
 * A stand-in's answer to a call of a model.
 *
 * @param status HTTP status
 * @param error what the body names as the error; empty when it answered
 * @param latency time from sending to the answer
 */
record CallReply(int status, String error, Duration latency) {
  /** Returns true when the provider does not serve this key (any longer). */
  boolean isRefused() {
    return status == 401 || status == 403 || status == 429;
  }

  boolean isServed() {
    return status >= 200 && status < 300;
  }
}
