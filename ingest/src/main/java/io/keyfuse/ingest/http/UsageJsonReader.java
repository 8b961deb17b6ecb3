package io.keyfuse.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keyfuse.ingest.validate.RejectReason;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as a usage event. Field names are those of the Avro contract; money is
 * {@code cost_usd}. An unknown or repeated field refuses the record, because a silent typo loses
 * money, and so prompts never come in. Whatever a record holds, the parser afterwards stands at its
 * end, unless the JSON itself is broken. Stateless and thread-safe.
 */
public final class UsageJsonReader {
  private static final Set<String> OBJECTS = Set.of("bucket", "credential", "tokens");
  private static final int LONGEST_ID = 128;

  private UsageJsonReader() {}

  /**
   * Reads the object that the parser stands at the start of.
   *
   * @param now stands in for a missing observed_at
   * @throws IOException when the JSON is broken
   */
  public static RecordOutcome read(JsonParser in, Instant now) throws IOException {
    return read(in, now, new UsageDraft());
  }

  /**
   * Reads the object as the data of an envelope, which says what the data itself leaves out.
   *
   * @param feed name of the envelope's feed
   * @param eventId identity of the envelope
   * @param time time of the envelope, or null
   * @throws IOException when the JSON is broken
   */
  public static RecordOutcome readData(
      JsonParser in, String feed, String eventId, @Nullable Instant time, Instant now)
      throws IOException {
    UsageDraft draft = new UsageDraft();
    draft.feed = feed;
    draft.eventId = eventId;
    draft.occurredAt = time;
    return read(in, now, draft);
  }

  private static RecordOutcome read(JsonParser in, Instant now, UsageDraft draft)
      throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return RecordOutcome.refused(RejectReason.WRONG_TYPE, "record", "must be a JSON object");
    }
    int depth = in.getParsingContext().getNestingDepth();
    try {
      object(in, "", draft);
      return new RecordOutcome(draft.event(now), draft.eventId, null);
    } catch (RecordFault fault) {
      skipRest(in, depth, draft);
      return new RecordOutcome(null, shortId(draft), fault.rejection());
    }
  }

  private static void object(JsonParser in, String prefix, UsageDraft draft) throws IOException {
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = prefix + in.currentName();
      in.nextToken();
      if (prefix.isEmpty() && OBJECTS.contains(field)) {
        once(field, draft);
        nested(in, field, draft);
      } else {
        UsageFields.Reader reader = UsageFields.ALL.get(field);
        if (reader == null || !prefix.isEmpty() != field.indexOf('.') > 0) {
          throw new RecordFault(
              RejectReason.UNKNOWN_FIELD, FieldHints.shown(field), FieldHints.message(field));
        }
        once(field, draft);
        reader.read(in, field, draft);
      }
    }
  }

  private static void nested(JsonParser in, String field, UsageDraft draft) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL && field.equals("bucket")) {
      draft.seen.remove(field);
      return;
    }
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new RecordFault(RejectReason.WRONG_TYPE, field, field + " must be an object");
    }
    object(in, field + '.', draft);
  }

  private static void once(String field, UsageDraft draft) {
    if (!draft.seen.add(field)) {
      throw new RecordFault(RejectReason.DUPLICATE_FIELD, field, field + " is given twice");
    }
  }

  // Goes to the end of the record; an id that comes after the fault is still worth reporting.
  private static void skipRest(JsonParser in, int depth, UsageDraft draft) throws IOException {
    while (!isEnd(in, depth)) {
      JsonToken token = in.nextToken();
      if (token == null) {
        return;
      }
      boolean isId =
          token == JsonToken.FIELD_NAME
              && in.getParsingContext().getNestingDepth() == depth
              && in.currentName().equals("event_id");
      if (isId && in.nextToken() == JsonToken.VALUE_STRING) {
        draft.eventId = in.getText();
      }
    }
  }

  // At the record's END_OBJECT the parser's context is already the one around it.
  private static boolean isEnd(JsonParser in, int depth) {
    return in.currentToken() == JsonToken.END_OBJECT
        && in.getParsingContext().getNestingDepth() < depth;
  }

  private static @Nullable String shortId(UsageDraft draft) {
    String id = draft.eventId;
    return id == null || id.length() > LONGEST_ID ? null : id;
  }
}
