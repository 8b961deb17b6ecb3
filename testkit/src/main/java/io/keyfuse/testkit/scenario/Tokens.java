package io.keyfuse.testkit.scenario;

/** Tokens of one row; {@code input} includes {@code cached}. Immutable. */
public record Tokens(long input, long cached, long output) {
  static final Tokens NONE = new Tokens(0, 0, 0);

  Tokens plus(Tokens other) {
    return new Tokens(input + other.input, cached + other.cached, output + other.output);
  }

  Tokens times(double factor) {
    return new Tokens(
        Math.round(input * factor), Math.round(cached * factor), Math.round(output * factor));
  }
}
