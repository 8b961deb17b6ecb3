package io.keyfuse.ingest.price;

import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import java.math.BigDecimal;

/**
 * Keeps a fault of the price book from stopping the stream: the event then costs the dearest listed
 * price per token (180 USD per million) and is UNPRICED. Thread-safe.
 */
public final class FailSafePricer implements UsagePricer {
  private static final long PICOS = 180_000_000L;
  private static final PriceRates DEAREST =
      new PriceRates(PICOS, PICOS, PICOS, PICOS, PICOS, PICOS);

  private final UsagePricer pricer;
  private final Runnable onFault;

  /**
   * Wraps a pricer.
   *
   * @param onFault called at each fault, to count it
   */
  public FailSafePricer(UsagePricer pricer, Runnable onFault) {
    this.pricer = pricer;
    this.onFault = onFault;
  }

  @Override
  public Cost price(UsageEvent event) {
    try {
      return pricer.price(event);
    } catch (RuntimeException fault) {
      onFault.run();
      TokenCounts tokens = event.getTokens();
      return new Cost(ModelQuote.nanos(DEAREST, tokens, BigDecimal.ONE), CostBasis.UNPRICED);
    }
  }
}
