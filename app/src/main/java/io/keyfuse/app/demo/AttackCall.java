package io.keyfuse.app.demo;

/**
 * One call of a thief.
 *
 * @param model which model
 * @param tokens input and output asked for
 */
record AttackCall(String model, Tokens tokens) {
  long costNanos() {
    return PriceList.costNanos(model, tokens);
  }
}
