package io.keyfuse.ingest.price;

import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;

/** Says what usage costs. Thread-safe. */
public interface UsagePricer {
  /** Returns the cost of the event in nano-US-dollars and how it is known. */
  Cost price(UsageEvent event);

  /** Returns a cost for tokens that cannot be priced: too high rather than too low, UNPRICED. */
  Cost pessimistic(TokenCounts tokens);
}
