package io.keyfuse.ingest.price;

import io.keyfuse.schemas.v1.TokenCounts;
import java.math.BigInteger;

/**
 * Prices of every kind of token, in pico-US-dollars (1e-12 USD) per token, which is micro-dollars
 * per million tokens: a published price of up to six decimals is exact. Immutable.
 *
 * @param input input that is neither read from nor written to the cache
 * @param cachedRead input read from the cache
 * @param cacheWrite input written to the cache for five minutes
 * @param cacheWrite1h input written to the cache for an hour
 * @param output output without reasoning
 * @param reasoning reasoning output
 */
record PriceRates(
    long input, long cachedRead, long cacheWrite, long cacheWrite1h, long output, long reasoning) {

  /**
   * Returns the exact price of the tokens in pico-dollars: {@code (input - cached - written) *
   * input + cached * cachedRead + (written - written1h) * cacheWrite + written1h * cacheWrite1h +
   * (output - reasoning) * output + reasoning * reasoning}.
   */
  BigInteger picos(TokenCounts tokens) {
    try {
      return BigInteger.valueOf(exactPicos(tokens));
    } catch (ArithmeticException tooLarge) {
      return widePicos(tokens);
    }
  }

  private long exactPicos(TokenCounts t) {
    long fresh = t.getInput() - t.getCachedRead() - t.getCacheWrite();
    long sum = Math.multiplyExact(fresh, input);
    sum = Math.addExact(sum, Math.multiplyExact(t.getCachedRead(), cachedRead));
    long written = t.getCacheWrite() - t.getCacheWrite1h();
    sum = Math.addExact(sum, Math.multiplyExact(written, cacheWrite));
    sum = Math.addExact(sum, Math.multiplyExact(t.getCacheWrite1h(), cacheWrite1h));
    long plain = t.getOutput() - t.getReasoning();
    sum = Math.addExact(sum, Math.multiplyExact(plain, output));
    return Math.addExact(sum, Math.multiplyExact(t.getReasoning(), reasoning));
  }

  private BigInteger widePicos(TokenCounts t) {
    BigInteger read = BigInteger.valueOf(t.getCachedRead());
    BigInteger written = BigInteger.valueOf(t.getCacheWrite());
    BigInteger hour = BigInteger.valueOf(t.getCacheWrite1h());
    BigInteger thought = BigInteger.valueOf(t.getReasoning());
    BigInteger fresh = BigInteger.valueOf(t.getInput()).subtract(read).subtract(written);
    return times(fresh, input)
        .add(times(read, cachedRead))
        .add(times(written.subtract(hour), cacheWrite))
        .add(times(hour, cacheWrite1h))
        .add(times(BigInteger.valueOf(t.getOutput()).subtract(thought), output))
        .add(times(thought, reasoning));
  }

  private static BigInteger times(BigInteger tokens, long rate) {
    return tokens.multiply(BigInteger.valueOf(rate));
  }

  /** Returns the dearer price of each kind. */
  PriceRates dearer(PriceRates other) {
    return new PriceRates(
        Math.max(input, other.input),
        Math.max(cachedRead, other.cachedRead),
        Math.max(cacheWrite, other.cacheWrite),
        Math.max(cacheWrite1h, other.cacheWrite1h),
        Math.max(output, other.output),
        Math.max(reasoning, other.reasoning));
  }
}
