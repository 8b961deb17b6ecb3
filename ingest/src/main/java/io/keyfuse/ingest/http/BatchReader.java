package io.keyfuse.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole body into events and errors before anything is published: a body that turns out to
 * be broken or too large leaves nothing behind. Records are read as a stream; depth, text and
 * number lengths are bounded. Immutable and thread-safe.
 */
public final class BatchReader {
  /** Deepest nesting of a usage record's JSON. */
  public static final int DEEPEST_RECORD = 8;

  private static final int LONGEST_NAME = 1_000;

  private final HttpIntakeConfig config;
  private final RecordReader records;
  private final Supplier<BatchCollector> collectors;
  private final JsonFactory json;

  /**
   * Makes a reader.
   *
   * @param deepest deepest nesting of the body
   * @param records reads each record
   * @param collectors makes a collector for each body
   */
  public BatchReader(
      HttpIntakeConfig config,
      int deepest,
      RecordReader records,
      Supplier<BatchCollector> collectors) {
    this.config = config;
    this.records = records;
    this.collectors = collectors;
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(deepest)
                    .maxStringLength(config.maxRecordBytes())
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NAME)
                    .build())
            // Python writes NaN; so it is one record's fault and not the whole body's.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
  }

  /** Reads a body to its end. */
  public ParsedBatch read(InputStream body, Framing framing) {
    BatchCollector into = collectors.get();
    try {
      switch (framing) {
        case LINES -> lines(body, into);
        case ONE_VALUE -> document(body, into, false);
        case VALUES -> document(body, into, true);
      }
    } catch (JsonProcessingException e) {
      throw MalformedJson.fault(e);
    } catch (IOException e) {
      throw RequestBody.fault(e);
    }
    return into.batch();
  }

  private void document(InputStream body, BatchCollector into, boolean mayBeMany)
      throws IOException {
    try (JsonParser in = json.createParser(body)) {
      JsonToken first = in.nextToken();
      if (first == null) {
        throw new RequestFault(ErrorCode.EMPTY_BODY, "send a JSON object or an array of objects");
      }
      value(in, into);
      while (in.nextToken() != null) {
        if (!mayBeMany) {
          throw new RequestFault(
              ErrorCode.MALFORMED_JSON,
              "more follows the first JSON value; for one object a line use application/x-ndjson");
        }
        value(in, into);
      }
    }
  }

  private void value(JsonParser in, BatchCollector into) throws IOException {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() != JsonToken.END_ARRAY) {
        into.add(records.read(in, into.now()));
      }
    } else if (in.currentToken() == JsonToken.START_OBJECT) {
      into.add(records.read(in, into.now()));
    } else {
      throw new RequestFault(
          ErrorCode.MALFORMED_JSON, "the body must be a JSON object or an array of objects");
    }
  }

  private void lines(InputStream body, BatchCollector into) throws IOException {
    LineReader lines = new LineReader(body, config.maxRecordBytes());
    boolean some = false;
    while (lines.next()) {
      some = true;
      into.add(lines.isTooLong() ? tooLarge() : line(lines, into));
    }
    if (!some) {
      throw new RequestFault(ErrorCode.EMPTY_BODY, "send one JSON object a line");
    }
  }

  // Lines stand alone: a broken one is that record's error and the next line is read.
  private RecordOutcome line(LineReader line, BatchCollector into) {
    @Nullable String id = null;
    try (JsonParser in = json.createParser(line.bytes(), 0, line.length())) {
      in.nextToken();
      RecordOutcome outcome = records.read(in, into.now());
      id = outcome.eventId();
      return in.nextToken() == null ? outcome : broken(id, "a line holds one JSON object only");
    } catch (StreamConstraintsException e) {
      return broken(id, "the line's JSON is too deep or one of its texts too long");
    } catch (IOException e) {
      return broken(id, "the line is not valid JSON");
    }
  }

  private static RecordOutcome broken(@Nullable String id, String message) {
    return new RecordOutcome(
        null, id, new Rejection(RejectReason.MALFORMED_RECORD, "record", message));
  }

  private RecordOutcome tooLarge() {
    return RecordOutcome.refused(
        RejectReason.RECORD_TOO_LARGE,
        "record",
        "a record may have " + config.maxRecordBytes() + " bytes");
  }
}
