package io.keyfuse.ingest.http;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.v1.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record; with neither event nor fault it is ignored. Immutable.
 *
 * @param event the event, or null when it is refused or ignored
 * @param eventId its id, where it could be read
 * @param fault why it is refused, or null
 */
public record RecordOutcome(
    @Nullable UsageEvent event, @Nullable String eventId, @Nullable Rejection fault) {

  /** Returns the outcome of a refused record. */
  public static RecordOutcome refused(RejectReason reason, String field, String message) {
    return new RecordOutcome(null, null, new Rejection(reason, field, message));
  }

  /** Returns what a decoder made of a part; context has no place in a post of usage. */
  public static RecordOutcome of(Decoded part) {
    if (part instanceof Decoded.Usage usage) {
      return new RecordOutcome(usage.event(), usage.event().getEventId(), null);
    }
    if (part instanceof Decoded.Refused refused) {
      return new RecordOutcome(null, null, refused.why());
    }
    return new RecordOutcome(null, null, null);
  }

  boolean isIgnored() {
    return event == null && fault == null;
  }
}
