package io.keyfuse.testkit.scenario;

/** What a model costs, in nano-USD a token. Immutable. */
record ModelPrice(
    String provider, String model, long inputNanos, long cachedNanos, long outputNanos) {
  long nanosOf(Tokens tokens) {
    return (tokens.input() - tokens.cached()) * inputNanos
        + tokens.cached() * cachedNanos
        + tokens.output() * outputNanos;
  }

  String operation() {
    return outputNanos == 0 ? "embed" : "chat";
  }
}
