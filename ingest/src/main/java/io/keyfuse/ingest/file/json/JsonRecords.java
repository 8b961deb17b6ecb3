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
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a JSON file one by one: a line each, an array, objects one after another, or
 * a list inside an outer object. A line may have text before its object, as log exports have, and a
 * record may be wrapped ({@code log}, {@code detail}, {@code message}). A broken line is refused
 * and the next one read; broken JSON across lines is a {@link FileFault}. Thread-safe.
 */
public final class JsonRecords {
  /** Most bytes of one line. */
  public static final int LONGEST_LINE = 8 * 1024 * 1024;

  /** How much of a file tells how its records are laid out. */
  public static final int PEEK = 64 * 1024;

  static final JsonFactory JSON =
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
    if (isLines(peek(in))) {
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
    RecordWalk walk = RecordWalk.ofDocument(shape, (where, record) -> {}, part -> {});
    int from = isLines(head) ? objectStart(head, head.length) : 0;
    try (JsonParser parser = JSON.createParser(head, from, head.length - from)) {
      while (walk.count() == 0 && parser.nextToken() != null) {
        walk.value(parser);
      }
    } catch (IOException cut) {
      // What was read of the record is enough to tell its kind.
      return walk.first();
    }
    return walk.first();
  }

  /** Returns the beginning of a stream with a buffer of {@link #PEEK}, and stays there. */
  public static byte[] peek(BufferedInputStream in) throws IOException {
    in.mark(PEEK);
    byte[] head = in.readNBytes(PEEK - 1);
    in.reset();
    return head;
  }

  /** Returns true when a file with this beginning has a record a line. */
  public static boolean isLines(byte[] head) {
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
      RecordWalk walk = RecordWalk.ofLine(shape, number, taker, out);
      int start = objectStart(lines.bytes(), lines.length());
      if (lines.isTooLong()) {
        walk.refuse(RejectReason.RECORD_TOO_LARGE, "a line may have 8 MiB");
        continue;
      }
      try (JsonParser parser = JSON.createParser(lines.bytes(), start, lines.length() - start)) {
        walk.all(parser);
      } catch (JsonProcessingException e) {
        walk.refuse(RejectReason.MALFORMED_RECORD, "the line is no JSON object");
      }
    }
  }

  private void document(InputStream in, PartSink out, RecordTaker taker) throws IOException {
    RecordWalk walk = RecordWalk.ofDocument(shape, taker, out);
    try (JsonParser parser = JSON.createParser(in)) {
      walk.all(parser);
    } catch (JsonProcessingException e) {
      throw new FileFault(
          FileFault.Kind.BROKEN_JSON,
          "broken JSON after record " + walk.count() + ", line " + line(e) + "; fetch it again");
    }
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }
}
