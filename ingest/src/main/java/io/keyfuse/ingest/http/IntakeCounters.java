package io.keyfuse.ingest.http;

import io.keyfuse.ingest.validate.RejectReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Counts requests by outcome and, of the requests that were read to their end, records: {@code
 * accepted + duplicate + rejected + ignored + unstored = records sent}. Unstored ones were answered
 * 503 and come again. Per feed, of what is stored: {@code read = usage + refused + ignored}.
 * Thread-safe.
 */
final class IntakeCounters {
  private static final String RECORDS = "keyfuse.ingest.http.records";

  private final MeterRegistry meters;
  private final Timer acknowledgement;

  IntakeCounters(MeterRegistry meters) {
    this.meters = meters;
    this.acknowledgement = meters.timer("keyfuse.ingest.http.acknowledgement");
    for (ErrorCode code : ErrorCode.values()) {
      meters.counter("keyfuse.ingest.http.requests", "outcome", code.code());
    }
  }

  /** Starts to measure how long the events of a request take to be stored. */
  Timer.Sample start() {
    return Timer.start(meters);
  }

  void stored(ParsedBatch batch, Timer.Sample since) {
    since.stop(acknowledgement);
    meters.counter("keyfuse.ingest.http.requests", "outcome", "read").increment();
    meters.counter(RECORDS, "outcome", "accepted").increment(batch.events().size());
    parsed(batch);
    feed(batch);
  }

  private void feed(ParsedBatch batch) {
    int usage = batch.events().size() + batch.duplicates();
    int refused = batch.errors().size();
    count("read", batch, usage + refused + batch.ignored());
    count("usage", batch, usage);
    count("refused", batch, refused);
    count("ignored", batch, batch.ignored());
  }

  private void count(String what, ParsedBatch batch, int parts) {
    meters.counter("keyfuse.feed." + what, "feed", batch.feed()).increment(parts);
  }

  void unstored(ParsedBatch batch) {
    meters.counter(RECORDS, "outcome", "unstored").increment(batch.events().size());
    parsed(batch);
  }

  private void parsed(ParsedBatch batch) {
    meters.counter(RECORDS, "outcome", "duplicate").increment(batch.duplicates());
    meters.counter(RECORDS, "outcome", "ignored").increment(batch.ignored());
    meters.counter(RECORDS, "outcome", "rejected").increment(batch.errors().size());
    batch.errors().forEach(error -> rejected(error.rejection().reason()));
  }

  private void rejected(RejectReason reason) {
    meters.counter("keyfuse.ingest.http.rejected", "reason", reason.code()).increment();
  }

  void refused(ErrorCode code) {
    meters.counter("keyfuse.ingest.http.requests", "outcome", code.code()).increment();
  }
}
