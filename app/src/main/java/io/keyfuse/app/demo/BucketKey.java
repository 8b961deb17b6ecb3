package io.keyfuse.app.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One key's minute on one model, as a provider's usage API reports it. */
record BucketKey(int keyIndex, String model, Instant minute) {
  static BucketKey of(int keyIndex, String model, Instant at) {
    return new BucketKey(keyIndex, model, at.truncatedTo(ChronoUnit.MINUTES));
  }
}
