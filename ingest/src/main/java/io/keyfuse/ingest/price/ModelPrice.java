package io.keyfuse.ingest.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prices of one model at one provider within one span of time. Immutable.
 *
 * @param provider provider in Keyfuse's spelling
 * @param model model in lower case, as the provider names it
 * @param from first instant at which the prices hold; null for always
 * @param to first instant at which they hold no longer; null for ever
 * @param standard standard prices
 * @param tiers batch, flex and priority prices that are listed
 * @param longContext prices of long requests; null when there are none
 * @param multipliers factors by name: us, eu, fast
 */
record ModelPrice(
    String provider,
    String model,
    @Nullable Instant from,
    @Nullable Instant to,
    PriceRates standard,
    Map<ServiceTier, PriceRates> tiers,
    @Nullable LongContext longContext,
    Map<String, BigDecimal> multipliers) {

  /**
   * Prices of a request whose input exceeds a threshold; they hold for the whole request.
   *
   * @param aboveInputTokens the last input size that is still billed at the standard price
   */
  record LongContext(long aboveInputTokens, PriceRates rates) {}

  ModelPrice {
    tiers = Map.copyOf(tiers);
    multipliers = Map.copyOf(multipliers);
  }

  boolean holdsAt(Instant time) {
    return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
  }
}
