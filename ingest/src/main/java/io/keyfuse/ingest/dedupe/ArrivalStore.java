package io.keyfuse.ingest.dedupe;

import org.jspecify.annotations.Nullable;

/**
 * Bytes by key that are forgotten a fixed time after they were last put. The clock is the arrival
 * of records, not their event time: a replay of years ago is remembered like any other. Used by one
 * thread.
 */
public interface ArrivalStore {
  /** Returns the value put within the retention before {@code arrivalMs}, or null. */
  byte @Nullable [] get(byte[] key, long arrivalMs);

  /** Puts a value that arrived now. */
  void put(byte[] key, byte[] value, long arrivalMs);
}
