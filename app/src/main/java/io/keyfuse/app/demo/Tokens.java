package io.keyfuse.app.demo;

import io.keyfuse.schemas.v1.TokenCounts;

/**
 * Tokens of one call or one roll-up.
 *
 * @param input all input, cached reads included
 * @param cachedRead part of input
 * @param output all output
 */
record Tokens(long input, long cachedRead, long output) {
  static final Tokens NONE = new Tokens(0, 0, 0);

  Tokens plus(Tokens other) {
    return new Tokens(input + other.input, cachedRead + other.cachedRead, output + other.output);
  }

  long total() {
    return input + output;
  }

  TokenCounts toCounts() {
    return TokenCounts.newBuilder()
        .setInput(input)
        .setCachedRead(cachedRead)
        .setOutput(output)
        .build();
  }
}
