package io.keyfuse.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.google.protobuf.InvalidProtocolBufferException;
import io.javalin.http.Context;
import io.keyfuse.ingest.http.Answer;
import io.keyfuse.ingest.http.BatchCollector;
import io.keyfuse.ingest.http.ErrorCode;
import io.keyfuse.ingest.http.IntakeProtocol;
import io.keyfuse.ingest.http.MalformedJson;
import io.keyfuse.ingest.http.ParsedBatch;
import io.keyfuse.ingest.http.RecordOutcome;
import io.keyfuse.ingest.http.RequestBody;
import io.keyfuse.ingest.http.RequestFault;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One OTLP request and its answer, in one encoding. Used for one request. */
final class OtlpExchange implements IntakeProtocol {
  private static final int DEEPEST = 64;
  private static final int LONGEST_NAME = 1_000;
  // Bounds what is read; what is skipped may be longer.
  private static final int LONGEST_TEXT = 1024 * 1024;
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(LONGEST_NAME)
                  .build())
          .build();

  private final OtlpSignal signal;
  private final ExportReader reader;
  private final BatchCollector into;
  private OtlpEncoding encoding;

  OtlpExchange(OtlpSignal signal, OtlpEncoding encoding, ExportReader reader, BatchCollector into) {
    this.signal = signal;
    this.encoding = encoding;
    this.reader = reader;
    this.into = into;
  }

  @Override
  public ParsedBatch read(Context request, InputStream body) {
    encoding = OtlpEncoding.of(request.header("Content-Type"));
    try {
      if (encoding == OtlpEncoding.PROTOBUF) {
        protobuf(body.readAllBytes());
      } else {
        json(body);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new RequestFault(
          ErrorCode.MALFORMED_PROTOBUF, "the body is no protobuf message of " + signal.path());
    } catch (JsonProcessingException e) {
      throw MalformedJson.fault(e);
    } catch (IOException e) {
      throw RequestBody.fault(e);
    }
    return into.batch();
  }

  private void protobuf(byte[] message) throws IOException {
    reader.read(new ProtobufInput(message), part -> into.add(RecordOutcome.of(part)));
  }

  private void json(InputStream body) throws IOException {
    try (JsonParser in = JSON.createParser(body)) {
      JsonToken first = in.nextToken();
      if (first == null) {
        throw new RequestFault(ErrorCode.EMPTY_BODY, "send a JSON object");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new JsonParseException(in, "expected an object");
      }
      reader.read(new JsonInput(in), part -> into.add(RecordOutcome.of(part)));
      if (in.nextToken() != null) {
        throw new JsonParseException(in, "expected the end");
      }
    }
  }

  @Override
  public Answer stored(ParsedBatch batch) {
    reader.stored();
    return OtlpAnswer.stored(batch, signal, encoding);
  }

  @Override
  public Answer refused(ErrorCode code, String message, @Nullable String field) {
    return OtlpAnswer.refused(code, message, encoding);
  }
}
