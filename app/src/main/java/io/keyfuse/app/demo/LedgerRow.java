package io.keyfuse.app.demo;

import java.time.Instant;

/**
 * One row of a stand-in's own books: a key's minute on one model.
 *
 * @param provider which stand-in
 * @param keyId the key's public id
 * @param minute start of the minute
 * @param model which model
 * @param totals calls that were answered, with their tokens
 * @param refused calls that were refused
 * @param costNanos what the answered calls cost, nano-US-dollars
 */
record LedgerRow(
    String provider,
    String keyId,
    Instant minute,
    String model,
    BucketTotals totals,
    long refused,
    long costNanos) {
  /** Returns true when the row is about this key. */
  boolean isOf(DemoKey key) {
    return provider.equals(key.credential().getProvider())
        && keyId.equals(key.credential().getKeyId());
  }
}
