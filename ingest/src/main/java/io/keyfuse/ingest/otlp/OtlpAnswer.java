package io.keyfuse.ingest.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import io.keyfuse.ingest.http.Answer;
import io.keyfuse.ingest.http.ErrorCode;
import io.keyfuse.ingest.http.ParsedBatch;
import io.keyfuse.ingest.validate.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Words answers as OTLP wants them, in the encoding of the request: {@code Export...Response} with
 * a partial success, and {@code google.rpc.Status} for a refusal. Stateless.
 */
final class OtlpAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OtlpAnswer() {}

  /** Returns the answer to a batch whose events are stored; 200 even when all were refused. */
  static Answer stored(ParsedBatch batch, OtlpSignal signal, OtlpEncoding encoding) {
    int refused = batch.errors().size();
    if (refused == 0) {
      return answer(200, encoding, encoding == OtlpEncoding.JSON ? json("{}") : new byte[0], false);
    }
    Rejection first = batch.errors().get(0).rejection();
    String message = first.reason().code() + " " + first.field() + ": " + first.message();
    byte[] body =
        encoding == OtlpEncoding.JSON
            ? partialJson(signal, refused, message)
            : message(out -> out.writeByteArray(1, partial(refused, message)));
    return answer(200, encoding, body, false);
  }

  /** Returns the answer to a request that is refused as a whole. */
  static Answer refused(ErrorCode code, String message, OtlpEncoding encoding) {
    int rpc = rpcCode(code);
    byte[] body =
        encoding == OtlpEncoding.JSON
            ? json(JSON.createObjectNode().put("code", rpc).put("message", message).toString())
            : message(
                out -> {
                  out.writeInt32(1, rpc);
                  out.writeString(2, message);
                });
    return answer(code.status(), encoding, body, code.isRetryable());
  }

  private static Answer answer(
      int status, OtlpEncoding encoding, byte[] body, boolean isRetryable) {
    return new Answer(status, encoding.mediaType(), ByteBuffer.wrap(body), isRetryable);
  }

  private static byte[] partialJson(OtlpSignal signal, int refused, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("partialSuccess")
        .put(signal.rejected(), Integer.toString(refused))
        .put("errorMessage", message);
    return json(body.toString());
  }

  private static byte[] partial(int refused, String message) {
    return message(
        out -> {
          out.writeInt64(1, refused);
          out.writeString(2, message);
        });
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // The codes of google.rpc.Code.
  private static int rpcCode(ErrorCode code) {
    return switch (code) {
      case UNAUTHORIZED -> 16;
      case TOO_MANY_REQUESTS, BODY_TOO_LARGE, TOO_MANY_RECORDS -> 8;
      case UNAVAILABLE -> 14;
      case INTERNAL_ERROR -> 13;
      default -> 3;
    };
  }

  /** Writes the fields of one message. */
  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
