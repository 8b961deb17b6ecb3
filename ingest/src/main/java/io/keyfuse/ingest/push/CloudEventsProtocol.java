package io.keyfuse.ingest.push;

import io.javalin.http.Context;
import io.keyfuse.ingest.http.BatchReader;
import io.keyfuse.ingest.http.ErrorCode;
import io.keyfuse.ingest.http.Framing;
import io.keyfuse.ingest.http.IntakeProtocol;
import io.keyfuse.ingest.http.ParsedBatch;
import io.keyfuse.ingest.http.RecordReader;
import io.keyfuse.ingest.http.RequestBody;
import io.keyfuse.ingest.http.RequestFault;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** {@code POST /v1/events}: CloudEvents in structured, batch and binary mode. Thread-safe. */
final class CloudEventsProtocol implements IntakeProtocol {
  private static final String PREFIX = "ce-";
  private static final String SPECVERSION = "ce-specversion";

  private final CloudEventReader events;
  private final Function<RecordReader, BatchReader> bodies;

  CloudEventsProtocol(CloudEventReader events, Function<RecordReader, BatchReader> bodies) {
    this.events = events;
    this.bodies = bodies;
  }

  @Override
  public ParsedBatch read(Context request, InputStream body) {
    return switch (RequestBody.mediaType(request.header("Content-Type"))) {
      case "application/cloudevents+json", "application/cloudevents-batch+json" ->
          bodies.apply(events).read(body, Framing.ONE_VALUE);
      case "application/json" -> binary(request, body);
      default ->
          throw RequestBody.unsupported(
              "Content-Type must be application/cloudevents+json,"
                  + " application/cloudevents-batch+json, or application/json with ce- headers");
    };
  }

  private ParsedBatch binary(Context request, InputStream body) {
    if (request.header(SPECVERSION) == null) {
      throw RequestBody.unsupported(
          "application/json is binary mode and needs ce- headers; structured events are"
              + " application/cloudevents+json");
    }
    Map<String, String> attributes = attributes(request);
    return bodies
        .apply((in, now) -> events.readBinary(in, attributes, now))
        .read(body, Framing.ONE_VALUE);
  }

  private static Map<String, String> attributes(Context request) {
    Map<String, String> attributes = new HashMap<>();
    request
        .headerMap()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith(PREFIX)) {
                attributes.put(lower.substring(PREFIX.length()), decoded(lower, value));
              }
            });
    return attributes;
  }

  private static String decoded(String header, String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RequestFault(
          ErrorCode.MALFORMED_JSON, header + " is not percent-encoded as it should be", header);
    }
  }
}
