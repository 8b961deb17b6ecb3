package io.keyfuse.ingest.file.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.http.LineReader;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a JSON file one by one: a line each, an array, objects one after another, or
 * a list inside an outer object. A line may have text before its object, as log exports have, and a
 * record may be wrapped ({@code log}, {@code detail}, {@code message}). A broken line is refused
 * and the next one read; broken JSON across lines is a {@link FileFault}. Thread-safe.
 */
public final class JsonRecords {
  private static final int LONGEST_LINE = 8 * 1024 * 1024;
  private static final int PEEK = 64 * 1024;
  private static final List<String> WRAPPERS = List.of("log", "detail", "message", "@message");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .maxStringLength(LONGEST_LINE)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final RecordShape shape;

  /** Makes a reader of files of one shape. */
  public JsonRecords(RecordShape shape) {
    this.shape = shape;
  }

  /** Takes records. */
  public interface RecordTaker {
    /**
     * Takes the kept members of one record.
     *
     * @throws PartFault when the record cannot be used; it becomes {@link Decoded.Refused}
     */
    void take(String where, ObjectNode record);
  }

  /** Reads to the end; refusals go to {@code out}, records to {@code taker}. */
  public void read(InputStream content, PartSink out, RecordTaker taker) throws IOException {
    BufferedInputStream in = new BufferedInputStream(content, PEEK);
    in.mark(PEEK);
    byte[] head = in.readNBytes(PEEK - 1);
    in.reset();
    if (isLines(head)) {
      lines(in, out, taker);
    } else {
      document(in, out, taker);
    }
  }

  /**
   * Returns the first record of the beginning of a file, as far as it is in there, or null when
   * there is none.
   */
  public @Nullable ObjectNode first(byte[] head) {
    Pass pass = new Pass("record ", (where, record) -> {}, part -> {});
    int from = isLines(head) ? objectStart(head, head.length) : 0;
    try (JsonParser parser = JSON.createParser(head, from, head.length - from)) {
      while (pass.firstRecord == null && parser.nextToken() != null) {
        pass.value(parser);
      }
    } catch (IOException cut) {
      return pass.firstRecord == null ? pass.begun : pass.firstRecord;
    }
    return pass.firstRecord;
  }

  private static boolean isLines(byte[] head) {
    int end = 0;
    while (end < head.length && head[end] != '\n') {
      end++;
    }
    int start = objectStart(head, end);
    if (start == end) {
      return end > 0 && head[0] != '[';
    }
    try (JsonParser parser = JSON.createParser(head, start, end - start)) {
      parser.nextToken();
      parser.skipChildren();
      return head[0] != '[' && parser.currentToken() == JsonToken.END_OBJECT;
    } catch (IOException notAlone) {
      return false;
    }
  }

  /** Returns where the first object of the text starts; its end when there is none. */
  private static int objectStart(byte[] text, int end) {
    int at = 0;
    while (at < end && text[at] != '{') {
      at++;
    }
    return at;
  }

  private void lines(InputStream in, PartSink out, RecordTaker taker) throws IOException {
    LineReader lines = new LineReader(in, LONGEST_LINE);
    long number = 0;
    while (lines.next()) {
      number++;
      Pass pass = new Pass("line " + number, taker, out);
      pass.single = true;
      int start = objectStart(lines.bytes(), lines.length());
      if (lines.isTooLong()) {
        pass.refuse(RejectReason.RECORD_TOO_LARGE, "a line may have 8 MiB");
        continue;
      }
      try (JsonParser parser = JSON.createParser(lines.bytes(), start, lines.length() - start)) {
        pass.all(parser);
      } catch (JsonProcessingException e) {
        pass.refuse(RejectReason.MALFORMED_RECORD, "the line is no JSON object");
      }
    }
  }

  private void document(InputStream in, PartSink out, RecordTaker taker) throws IOException {
    Pass pass = new Pass("record ", taker, out);
    try (JsonParser parser = JSON.createParser(in)) {
      pass.all(parser);
    } catch (JsonProcessingException e) {
      throw new FileFault(
          FileFault.Kind.BROKEN_JSON,
          "broken JSON after record " + pass.count + ", line " + line(e) + "; fetch it again");
    }
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  /** One walk over JSON values. */
  private final class Pass {
    private final String place;
    private final RecordTaker taker;
    private final PartSink out;
    private boolean single;
    private long count;
    private @Nullable ObjectNode firstRecord;
    private @Nullable ObjectNode begun;

    Pass(String place, RecordTaker taker, PartSink out) {
      this.place = place;
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
      try (JsonParser inner = JSON.createParser(in.getText())) {
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

    private void refuse(RejectReason reason, String message) {
      count += single ? 0 : 1;
      out.part(new Decoded.Refused(where(), new Rejection(reason, "record", message)));
    }

    private String where() {
      return single ? place : place + count;
    }
  }
}
