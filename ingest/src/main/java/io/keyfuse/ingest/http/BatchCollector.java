package io.keyfuse.ingest.http;

import io.keyfuse.ingest.http.ParsedBatch.RecordError;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers one body's records: validates, drops repeats, counts. Used by one thread. */
public final class BatchCollector {
  private record Identity(Credential credential, String eventId) {}

  private final String feed;
  private final UsageValidator validator;
  private final Instant now;
  private final int most;
  private final List<UsageEvent> events = new ArrayList<>();
  private final List<RecordError> errors = new ArrayList<>();
  private final Set<Identity> identities = new HashSet<>();
  private int duplicates;
  private int ignored;
  private int records;

  /**
   * Makes a collector for one body.
   *
   * @param feed label of the feed's counters, from a closed set
   * @param most records that are not ignored; one more refuses the request
   */
  public BatchCollector(String feed, UsageValidator validator, Instant now, int most) {
    this.feed = feed;
    this.validator = validator;
    this.now = now;
    this.most = most;
  }

  /** Returns when the body is read. */
  public Instant now() {
    return now;
  }

  /**
   * Takes the next record.
   *
   * @throws RequestFault when there are too many
   */
  public void add(RecordOutcome outcome) {
    int index = records++;
    if (outcome.isIgnored()) {
      ignored++;
      return;
    }
    if (records - ignored > most) {
      throw new RequestFault(
          ErrorCode.TOO_MANY_RECORDS,
          "a request may have " + most + " records; send smaller batches");
    }
    UsageEvent event = outcome.event();
    Rejection fault = event == null ? outcome.fault() : validator.check(event, now);
    if (fault != null) {
      errors.add(new RecordError(index, outcome.eventId(), fault));
    } else if (event != null) {
      addOnce(event);
    }
  }

  // Versions of one bucket may share an id; the stream keeps the newest.
  private void addOnce(UsageEvent event) {
    boolean isFirst =
        event.getBucket() != null
            || identities.add(new Identity(event.getCredential(), event.getEventId()));
    if (isFirst) {
      events.add(event);
    } else {
      duplicates++;
    }
  }

  /** Returns what was gathered. */
  public ParsedBatch batch() {
    return new ParsedBatch(feed, events, duplicates, errors, ignored);
  }
}
