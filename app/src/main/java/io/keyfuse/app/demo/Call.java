package io.keyfuse.app.demo;

import java.time.Instant;

/**
 * One call to a model.
 *
 * @param key who called
 * @param at when
 * @param model which model
 * @param tokens what it used; none when refused
 * @param status HTTP status that the caller got
 */
record Call(DemoKey key, Instant at, String model, Tokens tokens, int status) {
  boolean ok() {
    return status < 400;
  }

  long costNanos() {
    return PriceList.costNanos(model, tokens);
  }
}
