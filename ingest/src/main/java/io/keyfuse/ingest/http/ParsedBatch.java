package io.keyfuse.ingest.http;

import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a body held: {@code records = events + duplicates + errors + ignored}. Immutable.
 *
 * @param feed label of the feed's counters, from a closed set
 * @param events valid events, each once
 * @param duplicates repeats of an event within the body
 * @param errors refused records
 * @param ignored records that are well formed and are no usage
 */
public record ParsedBatch(
    String feed, List<UsageEvent> events, int duplicates, List<RecordError> errors, int ignored) {

  /**
   * One refused record.
   *
   * @param index place in the body, from 0, blank lines not counted
   * @param eventId its id, where it could be read
   */
  public record RecordError(int index, @Nullable String eventId, Rejection rejection) {}
}
