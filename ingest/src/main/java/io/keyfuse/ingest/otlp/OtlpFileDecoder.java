package io.keyfuse.ingest.otlp;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.json.JsonRecords;
import io.keyfuse.ingest.http.LineReader;
import io.keyfuse.ingest.http.RequestFault;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * Decodes files of OTLP export requests in JSON, as the OpenTelemetry Collector's file exporter
 * writes them: a request a line, one after another, or in an array; of traces, metrics and logs,
 * each read as the request to its path would be. A broken line is refused and the next one read.
 * Thread-safe.
 *
 * <p>A cumulative metric counts from its second point in the file on: how much of the first was in
 * an earlier file is not known.
 */
public final class OtlpFileDecoder implements FileDecoder {
  private static final Instant NO_SERIES_IS_WHOLE = Instant.parse("2200-01-01T00:00:00Z");

  private final OtlpConfig config;

  /** Makes a decoder that counts what the intake would count. */
  public OtlpFileDecoder(OtlpConfig config) {
    this.config = config;
  }

  /** Returns true when a file's beginning, however much is cut off, is that of a request. */
  public static boolean isOtlp(byte[] head) {
    try (JsonParser in = OtlpExchange.JSON.createParser(head)) {
      JsonToken token = in.nextToken();
      while (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
        token = in.nextToken();
      }
      return token == JsonToken.FIELD_NAME && OtlpSignal.ofMember(in.currentName()) != null;
    } catch (IOException noJson) {
      return false;
    }
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    SeriesMemory memory = new SeriesMemory(config.maxSeries(), NO_SERIES_IS_WHOLE);
    for (FileInput file : files) {
      try (BufferedInputStream in = new BufferedInputStream(file.open(), JsonRecords.PEEK)) {
        Requests requests = new Requests(memory, file.observedAt(), out);
        if (JsonRecords.isLines(JsonRecords.peek(in))) {
          lines(in, requests);
        } else {
          document(in, requests);
        }
      }
    }
  }

  private static void lines(InputStream in, Requests requests) throws IOException {
    LineReader lines = new LineReader(in, JsonRecords.LONGEST_LINE);
    for (long number = 1; lines.next(); number++) {
      String where = "line " + number;
      if (lines.isTooLong()) {
        requests.refuse(where, RejectReason.RECORD_TOO_LARGE, "a line may have 8 MiB");
        continue;
      }
      try (JsonParser parser = OtlpExchange.JSON.createParser(lines.bytes(), 0, lines.length())) {
        requests.all(parser, where);
      } catch (JsonProcessingException e) {
        requests.refuse(where, RejectReason.MALFORMED_RECORD, "the line is no OTLP request");
      } catch (RequestFault tooMuch) {
        requests.refuse(where, RejectReason.RECORD_TOO_LARGE, String.valueOf(tooMuch.getMessage()));
      }
    }
  }

  private static void document(InputStream in, Requests requests) throws IOException {
    try (JsonParser parser = OtlpExchange.JSON.createParser(in)) {
      requests.all(parser, "");
    } catch (JsonProcessingException | RequestFault e) {
      throw new FileFault(
          FileFault.Kind.BROKEN_JSON,
          "no OTLP or too much at request " + requests.count + "; write a request a line");
    }
  }

  /** The requests of one file. */
  private final class Requests {
    private final SeriesMemory memory;
    private final Instant observedAt;
    private final PartSink out;
    private long count;

    Requests(SeriesMemory memory, Instant observedAt, PartSink out) {
      this.memory = memory;
      this.observedAt = observedAt;
      this.out = out;
    }

    void refuse(String where, RejectReason reason, String message) {
      out.part(new Decoded.Refused(where, new Rejection(reason, "record", message)));
    }

    void all(JsonParser in, String line) throws IOException {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          count++;
          request(in, line.isEmpty() ? "request " + count : line);
        } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          throw new JsonParseException(in, "expected an object");
        }
      }
    }

    private void request(JsonParser in, String where) throws IOException {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        OtlpSignal signal = OtlpSignal.ofMember(in.currentName());
        if (signal != null) {
          read(in, signal, where);
          return;
        }
        in.nextToken();
        in.skipChildren();
      }
      out.part(new Decoded.Ignored(where, "no_signal"));
    }

    private void read(JsonParser in, OtlpSignal signal, String where) throws IOException {
      ExportReader reader = OtlpRoutes.reader(signal, config, memory, observedAt);
      reader.read(JsonInput.atName(in), part -> out.part(placed(where, part)));
      reader.stored();
    }

    private static Decoded placed(String where, Decoded part) {
      return part instanceof Decoded.Refused refused
          ? new Decoded.Refused(where + ' ' + refused.where(), refused.why())
          : part;
    }
  }
}
