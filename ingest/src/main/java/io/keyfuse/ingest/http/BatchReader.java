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
import io.keyfuse.ingest.validate.UsageValidator;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole body into events and errors before anything is published: a body that turns out to
 * be broken or too large leaves nothing behind. Records are read as a stream; depth, text and
 * number lengths are bounded. Immutable and thread-safe.
 */
final class BatchReader {
  private static final int DEEPEST = 8;
  private static final int LONGEST_NAME = 1_000;

  private final HttpIntakeConfig config;
  private final UsageValidator validator;
  private final InstantSource clock;
  private final JsonFactory json;

  BatchReader(HttpIntakeConfig config, UsageValidator validator, InstantSource clock) {
    this.config = config;
    this.validator = validator;
    this.clock = clock;
    this.json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(config.maxRecordBytes())
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NAME)
                    .build())
            // Python writes NaN; so it is one record's fault and not the whole body's.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
  }

  /** Reads a body of either format. */
  ParsedBatch read(InputStream body, RequestBody.Format format) {
    BatchCollector into = new BatchCollector(validator, clock.instant(), config.maxRecords());
    try {
      if (format == RequestBody.Format.NDJSON) {
        lines(body, into);
      } else {
        document(body, into);
      }
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw RequestBody.fault(e);
    }
    return into.batch();
  }

  private void document(InputStream body, BatchCollector into) throws IOException {
    try (JsonParser in = json.createParser(body)) {
      JsonToken first = in.nextToken();
      if (first == null) {
        throw new RequestFault(ErrorCode.EMPTY_BODY, "send a JSON object or an array of objects");
      }
      if (first == JsonToken.START_ARRAY) {
        while (in.nextToken() != JsonToken.END_ARRAY) {
          into.add(UsageJsonReader.read(in, into.now()));
        }
      } else if (first == JsonToken.START_OBJECT) {
        into.add(UsageJsonReader.read(in, into.now()));
      } else {
        throw new RequestFault(
            ErrorCode.MALFORMED_JSON, "the body must be a JSON object or an array of objects");
      }
      if (in.nextToken() != null) {
        throw new RequestFault(
            ErrorCode.MALFORMED_JSON,
            "more follows the first JSON value; for one object a line use application/x-ndjson");
      }
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
  private UsageJsonReader.Outcome line(LineReader line, BatchCollector into) {
    @Nullable String id = null;
    try (JsonParser in = json.createParser(line.bytes(), 0, line.length())) {
      in.nextToken();
      UsageJsonReader.Outcome outcome = UsageJsonReader.read(in, into.now());
      id = outcome.eventId();
      return in.nextToken() == null ? outcome : broken(id, "a line holds one JSON object only");
    } catch (StreamConstraintsException e) {
      return broken(id, "the line's JSON is too deep or one of its texts too long");
    } catch (IOException e) {
      return broken(id, "the line is not valid JSON");
    }
  }

  private static UsageJsonReader.Outcome broken(@Nullable String id, String message) {
    return new UsageJsonReader.Outcome(
        null, id, new Rejection(RejectReason.MALFORMED_RECORD, "record", message));
  }

  private UsageJsonReader.Outcome tooLarge() {
    return new UsageJsonReader.Outcome(
        null,
        null,
        new Rejection(
            RejectReason.RECORD_TOO_LARGE,
            "record",
            "a record may have " + config.maxRecordBytes() + " bytes"));
  }

  // Jackson's own message would repeat what was sent.
  private static RequestFault malformed(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + " column "
                + e.getLocation().getColumnNr();
    String what =
        e instanceof StreamConstraintsException
            ? "the JSON is too deep, or one of its texts too long"
            : "the body is not valid JSON";
    return new RequestFault(ErrorCode.MALFORMED_JSON, what + where);
  }
}
