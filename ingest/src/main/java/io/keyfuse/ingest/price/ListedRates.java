package io.keyfuse.ingest.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Prices as a list publishes them, in USD per million tokens; null where it names none. Immutable.
 *
 * <p>Filling the gaps of a standard price: cached reads and cache writes cost as input, one-hour
 * writes as cache writes, reasoning as output.
 *
 * <p>Filling the gaps of a tier or long-context price, so as not to guess low: where it is dearer
 * than standard, a missing price rises by the same factor (rounded up to a pico-dollar); where it
 * is cheaper, the standard price stays, cached reads at most at the input price.
 */
record ListedRates(
    BigDecimal input,
    @Nullable BigDecimal cachedRead,
    @Nullable BigDecimal cacheWrite,
    @Nullable BigDecimal cacheWrite1h,
    BigDecimal output,
    @Nullable BigDecimal reasoning) {

  private static final int PICO_DECIMALS = 6;

  /** Returns the rates of a standard price. */
  PriceRates resolve() {
    BigDecimal write = orElse(cacheWrite, input);
    return new PriceRates(
        picos(input),
        picos(orElse(cachedRead, input)),
        picos(write),
        picos(orElse(cacheWrite1h, write)),
        picos(output),
        picos(orElse(reasoning, output)));
  }

  /** Returns the rates of this tier or long-context price over its standard price. */
  PriceRates resolveOver(ListedRates standard) {
    BigDecimal read = fill(cachedRead, standard.cachedRead, standard);
    BigDecimal write = fill(cacheWrite, standard.cacheWrite, standard);
    BigDecimal hour =
        standard.cacheWrite1h == null
            ? orElse(cacheWrite1h, write)
            : fill(cacheWrite1h, standard.cacheWrite1h, standard);
    return new PriceRates(
        picos(input),
        picos(cachedRead == null ? capped(read, standard) : read),
        picos(write),
        picos(hour),
        picos(output),
        picos(fillReasoning(standard)));
  }

  private BigDecimal fill(
      @Nullable BigDecimal own, @Nullable BigDecimal plain, ListedRates standard) {
    if (own != null) {
      return own;
    }
    if (plain == null) {
      return input;
    }
    return isDearer(standard) ? scaled(plain, input, standard.input) : plain;
  }

  private BigDecimal capped(BigDecimal read, ListedRates standard) {
    return isDearer(standard) ? read : read.min(input);
  }

  private BigDecimal fillReasoning(ListedRates standard) {
    if (reasoning != null) {
      return reasoning;
    }
    if (standard.reasoning == null || standard.output.signum() == 0) {
      return output;
    }
    return scaled(standard.reasoning, output, standard.output);
  }

  private boolean isDearer(ListedRates standard) {
    return standard.input.signum() > 0 && input.compareTo(standard.input) > 0;
  }

  private static BigDecimal scaled(BigDecimal price, BigDecimal to, BigDecimal from) {
    return price.multiply(to).divide(from, PICO_DECIMALS, RoundingMode.UP);
  }

  private static BigDecimal orElse(@Nullable BigDecimal value, BigDecimal fallback) {
    return value == null ? fallback : value;
  }

  /** Converts USD per million tokens to pico-USD per token. */
  static long picos(BigDecimal usdPerMillion) {
    return usdPerMillion.movePointRight(PICO_DECIMALS).longValueExact();
  }

  /** Converts pico-USD per token to USD per million tokens, as short as it goes. */
  static String usdPerMillion(long picos) {
    return BigDecimal.valueOf(picos, PICO_DECIMALS).stripTrailingZeros().toPlainString();
  }
}
