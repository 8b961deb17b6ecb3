package io.keyfuse.ingest.price;

import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The price of one event under one model's prices: which rates hold (tier, long context) and which
 * multipliers (region, fast).
 *
 * <p>A batch or flex tier without a price costs standard: an estimate on the high side. A priority,
 * fast or unknown tier without a price costs standard times a factor and is UNPRICED. Long context
 * holds for single requests only: a roll-up does not show the sizes of its requests, so it is
 * estimated low. Where a tier meets long context, the dearer price of each kind holds.
 */
record ModelQuote(ModelPrice price, BigDecimal unlistedTierFactor) {
  private static final BigDecimal PICOS_PER_NANO = BigDecimal.valueOf(1000);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  Cost cost(UsageEvent event, BigDecimal factor) {
    TokenCounts tokens = event.getTokens();
    ServiceTier tier = ServiceTier.of(event.getServiceTier());
    boolean listed = isListed(tier);
    BigDecimal multiplier = factor.multiply(regional(event.getRegion()));
    if (tier == ServiceTier.FAST && listed) {
      multiplier = multiplier.multiply(price.multipliers().get("fast"));
    } else if (!listed) {
      multiplier = multiplier.multiply(unlistedTierFactor);
    }
    long nanos = nanos(rates(tier, event), tokens, multiplier);
    return new Cost(nanos, listed ? CostBasis.PRICED : CostBasis.UNPRICED);
  }

  private boolean isListed(ServiceTier tier) {
    return switch (tier) {
      case STANDARD, BATCH, FLEX -> true;
      case PRIORITY -> price.tiers().containsKey(tier);
      case FAST -> price.multipliers().containsKey("fast");
      case UNKNOWN -> false;
    };
  }

  private PriceRates rates(ServiceTier tier, UsageEvent event) {
    PriceRates rates = price.tiers().getOrDefault(tier, price.standard());
    ModelPrice.LongContext longer = price.longContext();
    boolean isLong =
        longer != null
            && event.getRequestCount() == 1
            && event.getTokens().getInput() > longer.aboveInputTokens();
    return isLong && longer != null ? rates.dearer(longer.rates()) : rates;
  }

  // Only "us" and "eu" themselves name a processing region; "us-east-1" is where a client runs.
  private BigDecimal regional(@Nullable String region) {
    if (region == null || region.length() != 2) {
      return BigDecimal.ONE;
    }
    return price.multipliers().getOrDefault(region.toLowerCase(Locale.ROOT), BigDecimal.ONE);
  }

  /** Returns tokens times rates times multiplier in nano-dollars, rounded half up once. */
  static long nanos(PriceRates rates, TokenCounts tokens, BigDecimal multiplier) {
    BigInteger nanos =
        new BigDecimal(rates.picos(tokens))
            .multiply(multiplier)
            .divide(PICOS_PER_NANO, 0, RoundingMode.HALF_UP)
            .toBigInteger();
    return nanos.min(LONG_MAX).max(LONG_MAX.negate()).longValue();
  }
}
