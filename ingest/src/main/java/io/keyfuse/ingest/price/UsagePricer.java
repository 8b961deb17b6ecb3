package io.keyfuse.ingest.price;

import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.UsageEvent;

/** Says what usage costs. Thread-safe. */
@FunctionalInterface
public interface UsagePricer {
  /** Returns the cost of the event in nano-US-dollars and how it is known. */
  Cost price(UsageEvent event);
}
