package io.keyfuse.ingest.decode;

import io.keyfuse.schemas.v1.TokenCounts;

/** Brings a sender's token counts to the contract's meaning. Stateless and thread-safe. */
public final class TokenTotals {
  private TokenTotals() {}

  /**
   * Returns counts whose totals include their parts. Senders are meant to include cached tokens in
   * the input and reasoning in the output; where the parts exceed the total, the sender left them
   * out and they are added.
   */
  public static TokenCounts of(
      long input, long cachedRead, long cacheWrite, long output, long reasoning) {
    long cached = cachedRead + cacheWrite;
    return new TokenCounts(
        cached > input ? input + cached : input,
        cachedRead,
        cacheWrite,
        0L,
        reasoning > output ? output + reasoning : output,
        reasoning);
  }
}
