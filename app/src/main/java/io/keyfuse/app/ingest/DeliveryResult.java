package io.keyfuse.app.ingest;

import io.keyfuse.ingest.decode.PartTally;

/**
 * What came of one delivery.
 *
 * @param delivery which
 * @param outcome how it ended
 * @param resumedAt parts that an earlier run had stored
 * @param tally what was in it, those parts included; empty when it was not read
 */
public record DeliveryResult(Delivery delivery, Outcome outcome, long resumedAt, PartTally tally) {

  /** How a delivery ended. */
  public enum Outcome {
    /** Only read. */
    DRY_RUN,
    /** Stored to its end. */
    DONE,
    /** An earlier run had stored it to its end; it was not read. */
    ALREADY_INGESTED,
    /** The run was told to stop; the next one goes on. */
    STOPPED,
    /** It could not be read on. */
    FAILED
  }
}
