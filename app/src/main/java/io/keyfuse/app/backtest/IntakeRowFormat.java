package io.keyfuse.app.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.keyfuse.ingest.http.RecordOutcome;
import io.keyfuse.ingest.http.UsageJsonReader;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.time.Instant;

/** Lines as {@code POST /v1/usage} takes them. Without observed_at a call arrives as it ends. */
final class IntakeRowFormat implements RowFormat {
  private static final Instant NOT_SAID = Instant.EPOCH;

  private final JsonFactory json = new JsonFactory();

  @Override
  public RecordOutcome read(byte[] line) throws IOException {
    try (JsonParser in = json.createParser(line)) {
      in.nextToken();
      RecordOutcome outcome = UsageJsonReader.read(in, NOT_SAID);
      UsageEvent event = outcome.event();
      if (event != null && event.getObservedAt().equals(NOT_SAID)) {
        UsageEvent timed = UsageEvent.newBuilder(event).setObservedAt(endOf(event)).build();
        return new RecordOutcome(timed, outcome.eventId(), null);
      }
      return outcome;
    }
  }

  private static Instant endOf(UsageEvent event) {
    Bucket bucket = event.getBucket();
    return bucket == null
        ? event.getOccurredAt()
        : event.getOccurredAt().plusMillis(bucket.getWidthMs());
  }
}
