package io.keyfuse.schemas.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Money as a long of nano-US-dollars (1e-9 USD), read from and written to decimal text, never
 * through floating point. The range is about ±9.2 billion US dollars. Stateless and thread-safe.
 */
public final class NanoUsd {
  /** Nanos in one US dollar. */
  public static final long PER_USD = 1_000_000_000L;

  private static final int SCALE = 9;

  private NanoUsd() {}

  /**
   * Reads US dollars; digits below one nano are rounded half up.
   *
   * @throws NumberFormatException when the text is not a decimal number
   * @throws ArithmeticException when the amount does not fit
   */
  public static long ofUsd(String decimal) {
    return ofUsd(new BigDecimal(decimal));
  }

  /**
   * Converts US dollars; digits below one nano are rounded half up.
   *
   * @throws ArithmeticException when the amount does not fit
   */
  public static long ofUsd(BigDecimal usd) {
    if ((long) usd.precision() - usd.scale() > 11 || usd.scale() > 1_000) {
      throw new ArithmeticException("amount out of range: precision " + usd.precision());
    }
    return usd.setScale(SCALE, RoundingMode.HALF_UP).unscaledValue().longValueExact();
  }

  /** Writes US dollars with all nine decimals, for machines: {@code 1.500000000}. */
  public static String toUsd(long nanos) {
    return BigDecimal.valueOf(nanos, SCALE).toPlainString();
  }

  /**
   * Writes dollars and cents, for people: {@code $1,234.50}; less than a cent shows more digits.
   */
  public static String display(long nanos) {
    BigDecimal usd = BigDecimal.valueOf(nanos, SCALE);
    boolean tiny = nanos != 0 && Math.abs(nanos) < PER_USD / 100;
    return (nanos < 0 ? "-$" : "$")
        + String.format(java.util.Locale.ROOT, tiny ? "%,.6f" : "%,.2f", usd.abs());
  }

  /** Adds without wrapping: sums beyond the range stay at its end. */
  public static long saturatedAdd(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }
}
