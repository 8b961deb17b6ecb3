package io.keyfuse.ingest.file.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.json.JsonRecords.RecordTaker;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk over JSON values: finds the records in them, however deep they are wrapped. Used by one
 * thread.
 */
final class RecordWalk {
  private static final List<String> WRAPPERS = List.of("log", "detail", "message", "@message");

  private final RecordShape shape;
  private final String place;
  private final boolean single;
  private final RecordTaker taker;
  private final PartSink out;
  private long count;
  private @Nullable ObjectNode firstRecord;
  private @Nullable ObjectNode begun;

  /** Walks a document of many records. */
  static RecordWalk ofDocument(RecordShape shape, RecordTaker taker, PartSink out) {
    return new RecordWalk(shape, null, taker, out);
  }

  /** Walks one line, whose place every part has. */
  static RecordWalk ofLine(RecordShape shape, long line, RecordTaker taker, PartSink out) {
    return new RecordWalk(shape, "line " + line, taker, out);
  }

  private RecordWalk(RecordShape shape, @Nullable String line, RecordTaker taker, PartSink out) {
    this.shape = shape;
    this.single = line != null;
    this.place = line == null ? "record " : line;
    this.taker = taker;
    this.out = out;
  }

  void all(JsonParser in) throws IOException {
    boolean any = false;
    while (in.nextToken() != null) {
      any = true;
      value(in);
    }
    if (!any && single) {
      refuse(RejectReason.MALFORMED_RECORD, "the line is no JSON object");
    }
  }

  void value(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        value(in);
      }
    } else if (in.currentToken() == JsonToken.START_OBJECT) {
      object(in);
    } else {
      refuse(RejectReason.WRONG_TYPE, "a record must be an object");
    }
  }

  private void object(JsonParser in) throws IOException {
    RecordBuilder builder = new RecordBuilder(shape.names());
    ObjectNode record = RecordBuilder.empty();
    begun = record;
    boolean listed = false;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      if (shape.lists().contains(name) && in.currentToken() == JsonToken.START_ARRAY) {
        listed = true;
        value(in);
      } else if (isWrapper(name, in)) {
        listed = true;
        unwrap(in);
      } else {
        builder.put(record, name, in);
      }
    }
    if (!listed) {
      give(record, builder.isTooLarge());
    }
  }

  private boolean isWrapper(String name, JsonParser in) throws IOException {
    if (!WRAPPERS.contains(name)) {
      return false;
    }
    return in.currentToken() == JsonToken.START_OBJECT
        || (in.currentToken() == JsonToken.VALUE_STRING && in.getText().startsWith("{"));
  }

  private void unwrap(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      object(in);
      return;
    }
    try (JsonParser inner = JsonRecords.JSON.createParser(in.getText())) {
      inner.nextToken();
      object(inner);
    } catch (JsonProcessingException e) {
      refuse(RejectReason.MALFORMED_RECORD, "the wrapped text is no JSON object");
    }
  }

  private void give(ObjectNode record, boolean tooLarge) {
    if (tooLarge) {
      refuse(RejectReason.RECORD_TOO_LARGE, RecordBuilder.TOO_LARGE);
      return;
    }
    count++;
    if (firstRecord == null) {
      firstRecord = record;
    }
    try {
      taker.take(where(), record);
    } catch (PartFault unusable) {
      out.part(new Decoded.Refused(where(), unusable.rejection()));
    }
  }

  /** Refuses what stands where the walk is. */
  void refuse(RejectReason reason, String message) {
    count += single ? 0 : 1;
    out.part(new Decoded.Refused(where(), new Rejection(reason, "record", message)));
  }

  /** Returns how many records were found. */
  long count() {
    return count;
  }

  /** Returns the first record, as far as it was read, or null. */
  @Nullable ObjectNode first() {
    return firstRecord == null ? begun : firstRecord;
  }

  private String where() {
    return single ? place : place + count;
  }
}
