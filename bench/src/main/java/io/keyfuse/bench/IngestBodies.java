package io.keyfuse.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Turns events into bodies of the intake: NDJSON, and OTLP spans in protobuf. Stateless. */
final class IngestBodies {
  private IngestBodies() {}

  static byte[] ndjson(List<UsageEvent> events) {
    StringBuilder body = new StringBuilder();
    for (UsageEvent event : events) {
      body.append(
          String.format(
              "{\"event_id\":\"%s\",\"occurred_at\":\"%s\",\"source\":\"TELEMETRY\","
                  + "\"credential\":{\"provider\":\"openai\",\"account\":\"proj_bench\","
                  + "\"key_id\":\"%s\"},\"tenant\":\"%s\",\"feature\":\"chat\",\"model\":\"%s\","
                  + "\"operation\":\"chat\",\"tokens\":{\"input\":%d,\"output\":%d},"
                  + "\"status\":\"OK\"}%n",
              event.getEventId(),
              event.getOccurredAt(),
              event.getCredential().getKeyId(),
              event.getTenant(),
              event.getModel(),
              event.getTokens().getInput(),
              event.getTokens().getOutput()));
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** An ExportTraceServiceRequest; the numbers are the fields' of opentelemetry-proto 1.11. */
  static byte[] otlp(List<UsageEvent> events, long firstSpan) throws IOException {
    ByteArrayOutputStream scope = new ByteArrayOutputStream();
    CodedOutputStream spans = CodedOutputStream.newInstance(scope);
    for (int i = 0; i < events.size(); i++) {
      spans.writeByteArray(2, span(events.get(i), firstSpan + i));
    }
    spans.flush();
    return wrapped(1, wrapped(2, scope.toByteArray()));
  }

  private static byte[] span(UsageEvent event, long number) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeBytes(1, ByteString.copyFrom(ByteBuffer.allocate(16).putLong(7).putLong(7).flip()));
    out.writeBytes(2, ByteString.copyFrom(ByteBuffer.allocate(8).putLong(number + 1).flip()));
    out.writeString(5, "chat " + event.getModel());
    out.writeEnum(6, 3);
    out.writeFixed64(7, nanos(event.getOccurredAt()));
    out.writeFixed64(8, nanos(event.getOccurredAt().plusSeconds(1)));
    attribute(out, "gen_ai.provider.name", text("openai"));
    attribute(out, "gen_ai.operation.name", text("chat"));
    attribute(out, "gen_ai.request.model", text(event.getModel() + ""));
    attribute(out, "gen_ai.usage.input_tokens", whole(event.getTokens().getInput()));
    attribute(out, "gen_ai.usage.output_tokens", whole(event.getTokens().getOutput()));
    out.flush();
    return bytes.toByteArray();
  }

  private static void attribute(CodedOutputStream span, String key, byte[] value)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream pair = CodedOutputStream.newInstance(bytes);
    pair.writeString(1, key);
    pair.writeByteArray(2, value);
    pair.flush();
    span.writeByteArray(9, bytes.toByteArray());
  }

  private static byte[] text(String value) throws IOException {
    return wrapped(1, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] whole(long value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt64(3, value);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] wrapped(int field, byte[] inner) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(field, inner);
    out.flush();
    return bytes.toByteArray();
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
