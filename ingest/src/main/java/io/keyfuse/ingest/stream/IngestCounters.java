package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.validate.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts records of the usage topic: {@code received = accepted + rejected + duplicates}. A record
 * that is read again after a crash is counted again; the totals of events are exactly-once, these
 * counters are not. Thread-safe.
 */
final class IngestCounters {
  private final Counter received;
  private final Counter accepted;
  private final Counter duplicateEvents;
  private final Counter duplicateBuckets;
  private final Counter unpriced;
  private final Counter priceFaults;
  private final Counter downstreamFaults;
  private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);

  IngestCounters(MeterRegistry meters) {
    received = meters.counter("keyfuse.ingest.received");
    accepted = meters.counter("keyfuse.ingest.accepted");
    duplicateEvents = meters.counter("keyfuse.ingest.duplicates", "kind", "event");
    duplicateBuckets = meters.counter("keyfuse.ingest.duplicates", "kind", "bucket");
    unpriced = meters.counter("keyfuse.ingest.unpriced");
    priceFaults = meters.counter("keyfuse.ingest.price.faults");
    downstreamFaults = meters.counter("keyfuse.ingest.downstream.faults");
    for (RejectReason reason : RejectReason.values()) {
      rejected.put(reason, meters.counter("keyfuse.ingest.rejected", "reason", reason.code()));
    }
  }

  /** A record came in, readable or not. */
  void received() {
    received.increment();
  }

  /** An event, or a bucket's difference, flows on. */
  void accepted(boolean isUnpriced) {
    accepted.increment();
    if (isUnpriced) {
      unpriced.increment();
    }
  }

  void duplicateEvent() {
    duplicateEvents.increment();
  }

  void duplicateBucket() {
    duplicateBuckets.increment();
  }

  /** The price book failed on an accepted event; it was priced pessimistically. */
  void priceFault() {
    priceFaults.increment();
  }

  void rejected(RejectReason reason) {
    Objects.requireNonNull(rejected.get(reason)).increment();
  }

  /** Another topic's record, or a later processor's accepted event, went to the dead letters. */
  void downstreamFault() {
    downstreamFaults.increment();
  }
}
