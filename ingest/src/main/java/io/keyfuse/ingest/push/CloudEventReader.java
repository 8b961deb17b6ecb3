package io.keyfuse.ingest.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.ingest.http.RecordOutcome;
import io.keyfuse.ingest.http.RecordReader;
import io.keyfuse.ingest.http.UsageJsonReader;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0: structured ones as records, binary ones as data beside their attributes.
 * Data of a mapped type is picked over while it is read, unless it comes before its type.
 * Thread-safe.
 */
final class CloudEventReader implements RecordReader {
  static final String FEED = "cloudevents";

  private static final int LONGEST_ATTRIBUTE = 1024;
  private static final Set<String> ATTRIBUTES =
      Set.of("specversion", "id", "source", "type", "time", "data_base64");

  private final Map<String, JsonMappingReader> mapped = new HashMap<>();

  /**
   * Makes a reader.
   *
   * @throws ConfigException when a type names a mapping that is not there
   */
  CloudEventReader(CloudEventsConfig config, JsonMappings mappings) {
    config
        .types()
        .forEach(
            (type, name) -> {
              JsonMappingReader mapping = mappings.get(name);
              if (mapping == null) {
                throw new ConfigException(
                    "ingest.cloudevents.types." + type,
                    "no mapping " + name + "; ingest.mappings has " + mappings.names());
              }
              mapped.put(type, mapping);
            });
  }

  @Override
  public RecordOutcome read(JsonParser in, Instant now) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return RecordOutcome.refused(RejectReason.WRONG_TYPE, "record", "must be a CloudEvent");
    }
    CloudEvent event = new CloudEvent();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("data")) {
        data(in, event);
      } else if (ATTRIBUTES.contains(name) && value == JsonToken.VALUE_STRING) {
        int length = Math.min(LONGEST_ATTRIBUTE, in.getTextLength());
        event.put(name, new String(in.getTextCharacters(), in.getTextOffset(), length));
      } else {
        event.remove(name);
        in.skipChildren();
      }
    }
    return outcome(event, now);
  }

  /** Reads the data of a binary event, which the parser stands at. */
  RecordOutcome readBinary(JsonParser in, Map<String, String> attributes, Instant now)
      throws IOException {
    CloudEvent event = new CloudEvent();
    attributes.forEach(
        (name, value) -> {
          if (ATTRIBUTES.contains(name)) {
            event.put(name, value);
          }
        });
    data(in, event);
    return outcome(event, now);
  }

  private void data(JsonParser in, CloudEvent into) throws IOException {
    JsonMappingReader mapping = into.type() == null ? null : mapped.get(into.type());
    if (mapping != null) {
      into.picked(mapping.pick(in));
    } else if (into.type() == null || CloudEvent.USAGE.equals(into.type())) {
      TokenBuffer tokens = new TokenBuffer(in);
      tokens.copyCurrentStructure(in);
      into.data(tokens);
    } else {
      in.skipChildren();
    }
  }

  private RecordOutcome outcome(CloudEvent event, Instant now) throws IOException {
    try {
      event.check();
      JsonMappingReader mapping = mapped.get(event.type());
      if (mapping != null) {
        return mapping.map(members(event, mapping), event.identity());
      }
      if (!CloudEvent.USAGE.equals(event.type())) {
        return RecordOutcome.refused(
            RejectReason.UNKNOWN_WORD,
            "type",
            "type must be " + CloudEvent.USAGE + " or one of ingest.cloudevents.types");
      }
      try (JsonParser data = parser(event)) {
        return UsageJsonReader.readData(data, FEED, event.identity(), event.time(), now);
      }
    } catch (RecordFault fault) {
      return new RecordOutcome(null, null, fault.rejection());
    }
  }

  private static Map<String, String> members(CloudEvent event, JsonMappingReader mapping)
      throws IOException {
    Map<String, String> picked = event.picked();
    if (picked != null) {
      return picked;
    }
    try (JsonParser data = parser(event)) {
      return mapping.pick(data);
    }
  }

  private static JsonParser parser(CloudEvent event) throws IOException {
    @Nullable TokenBuffer data = event.data();
    if (data == null) {
      throw new RecordFault(RejectReason.MISSING_FIELD, "data", "data is required");
    }
    JsonParser parser = data.asParser();
    parser.nextToken();
    return parser;
  }
}
