package io.keyfuse.alerting.notify;

/** What became of one alert at one webhook. */
public sealed interface Delivery {
  /**
   * The receiver took it.
   *
   * @param status HTTP status, 2xx
   */
  record Delivered(int status) implements Delivery {}

  /**
   * The receiver refused it for good, or the tries ran out.
   *
   * @param reason why, without address and secret
   */
  record GaveUp(String reason) implements Delivery {}
}
