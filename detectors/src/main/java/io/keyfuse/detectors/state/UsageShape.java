package io.keyfuse.detectors.state;

import io.keyfuse.schemas.v1.TokenCounts;

/**
 * What one report's calls look like, whatever they are about: enough to know the same program on
 * another key.
 *
 * @param input {@code ln(1 + input tokens per call)}
 * @param output {@code ln(1 + output tokens per call)}
 * @param cached bin of the cached share of input, see {@link UsageBins#share}
 */
public record UsageShape(float input, float output, int cached) {
  private static final float ALIKE = 0.5f;

  /** Reads the shape of a report with calls. */
  public static UsageShape of(Amounts amounts, TokenCounts tokens) {
    double calls = Math.max(1, amounts.requests());
    return new UsageShape(
        (float) Math.log1p(Math.max(0, amounts.inputTokens()) / calls),
        (float) Math.log1p(Math.max(0, amounts.outputTokens()) / calls),
        UsageBins.share(tokens.getCachedRead(), tokens.getInput()));
  }

  /** Returns whether both may come from one program: within {@value #ALIKE} on each logarithm. */
  public boolean isLike(UsageShape other) {
    return cached == other.cached
        && Math.abs(input - other.input) <= ALIKE
        && Math.abs(output - other.output) <= ALIKE;
  }

  void write(ByteWriter out) {
    out.real(input).real(output).count(cached);
  }

  static UsageShape read(ByteReader in) {
    return new UsageShape(in.real(), in.real(), in.count(UsageBins.SHARE - 1));
  }
}
