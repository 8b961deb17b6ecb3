package io.keyfuse.ingest.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Export requests made with OpenTelemetry's own classes, and the same in JSON. */
final class OtlpBodies {
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final long START_NANOS = 1_793_620_740_000_000_000L;
  private static final long END_NANOS = START_NANOS + 2_000_000_000L;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private OtlpBodies() {}

  /** One span per map of attributes, numbered from 1. */
  static byte[] protobuf(Map<String, Object> resource, List<Map<String, Object>> spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < spans.size(); i++) {
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(bytes(TRACE))
              .setSpanId(bytes(spanId(i)))
              .setParentSpanId(bytes("ffffffffffffffff"))
              .setName("chat gpt-4")
              .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
              .setStartTimeUnixNano(START_NANOS)
              .setEndTimeUnixNano(END_NANOS)
              .addEvents(
                  Span.Event.newBuilder()
                      .setName("gen_ai.user.message")
                      .addAllAttributes(pairs(Map.of("content", "write a poem"))))
              .addAllAttributes(pairs(spans.get(i))));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAllAttributes(pairs(resource)))
                .addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  /** The same as {@link #protobuf} in JSON. */
  static byte[] json(Map<String, Object> resource, List<Map<String, Object>> spans) {
    ObjectNode body = MAPPER.createObjectNode();
    ObjectNode part = body.putArray("resourceSpans").addObject();
    ArrayNode list = part.putArray("scopeSpans").addObject().putArray("spans");
    for (int i = 0; i < spans.size(); i++) {
      ObjectNode span = list.addObject();
      span.put("traceId", TRACE.toUpperCase(Locale.ROOT));
      span.put("spanId", spanId(i));
      span.put("name", "chat gpt-4");
      span.put("kind", 3);
      span.put("startTimeUnixNano", Long.toString(START_NANOS));
      span.put("endTimeUnixNano", END_NANOS);
      span.putObject("someFutureField").putArray("values").add(1);
      attributes(span, spans.get(i));
    }
    // The resource after its parts is legal JSON.
    attributes(part.putObject("resource"), resource);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One log record of an event name. */
  static byte[] log(String eventName, Map<String, Object> attributes) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(
                            LogRecord.newBuilder()
                                .setTimeUnixNano(END_NANOS)
                                .setEventName(eventName)
                                .setTraceId(bytes(TRACE))
                                .setSpanId(bytes(spanId(0)))
                                .setBody(AnyValue.newBuilder().setStringValue("write a poem"))
                                .addAllAttributes(pairs(attributes)))))
        .build()
        .toByteArray();
  }

  static String spanId(int index) {
    return String.format(Locale.ROOT, "%016x", index + 1);
  }

  private static void attributes(ObjectNode into, Map<String, Object> attributes) {
    ArrayNode list = into.putArray("attributes");
    attributes.forEach(
        (key, value) -> {
          ObjectNode pair = list.addObject().put("key", key);
          ObjectNode any = pair.putObject("value");
          if (value instanceof Long whole) {
            any.put("intValue", Long.toString(whole));
          } else if (value instanceof Double real) {
            any.put("doubleValue", real);
          } else if (value instanceof List<?> items) {
            ArrayNode values = any.putObject("arrayValue").putArray("values");
            items.forEach(item -> values.addObject().put("stringValue", item.toString()));
          } else {
            any.put("stringValue", value.toString());
          }
        });
  }

  static List<KeyValue> pairs(Map<String, Object> attributes) {
    List<KeyValue> pairs = new ArrayList<>();
    attributes.forEach(
        (key, value) -> pairs.add(KeyValue.newBuilder().setKey(key).setValue(any(value)).build()));
    return pairs;
  }

  private static AnyValue any(Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof Long whole) {
      return any.setIntValue(whole).build();
    }
    if (value instanceof Double real) {
      return any.setDoubleValue(real).build();
    }
    if (value instanceof List<?> items) {
      ArrayValue.Builder array = ArrayValue.newBuilder();
      items.forEach(item -> array.addValues(AnyValue.newBuilder().setStringValue(item.toString())));
      return any.setArrayValue(array).build();
    }
    return any.setStringValue(value.toString()).build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
