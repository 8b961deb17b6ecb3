package io.keyfuse.ingest.push;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.keyfuse.ingest.file.MappedRow;
import io.keyfuse.ingest.file.RowMapper;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.http.RecordOutcome;
import io.keyfuse.ingest.http.RecordReader;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON records of any shape by a mapping whose columns are pointers. Thread-safe. */
final class JsonMappingReader implements RecordReader {
  /**
   * The picked members of one record.
   *
   * @param address its event id where no member gives one; empty when there is none either
   */
  private record JsonRow(Map<String, String> picked, String address) implements MappedRow {
    @Override
    public @Nullable String value(String pointer) {
      return picked.get(pointer);
    }
  }

  private final String feed;
  private final JsonPicker picker;
  private final RowMapper mapper;

  /**
   * Makes a reader.
   *
   * @throws ConfigException when the mapping does not fit JSON
   */
  JsonMappingReader(UsageMapping mapping) {
    this.feed = "json:" + mapping.name();
    check(mapping);
    this.picker = new JsonPicker(mapping.columns().values());
    this.mapper = new RowMapper(mapping, feed, "");
  }

  private static void check(UsageMapping mapping) {
    String path = "ingest.mappings." + mapping.name();
    if (!mapping.name().matches("[A-Za-z0-9_.-]{1,48}")) {
      throw new ConfigException(path, "the name stands in a path: letters, digits, '-', '_', '.'");
    }
    mapping
        .columns()
        .forEach(
            (field, pointer) -> {
              if (!pointer.startsWith("/")) {
                throw new ConfigException(
                    path + ".columns." + field, "write a JSON pointer such as /usage/input");
              }
            });
    if (!mapping.columns().containsKey("event_id")) {
      throw new ConfigException(
          path + ".columns.event_id", "needs a pointer, so that a repeated post counts once");
    }
  }

  String feed() {
    return feed;
  }

  @Override
  public RecordOutcome read(JsonParser in, Instant now) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return RecordOutcome.refused(RejectReason.WRONG_TYPE, "record", "must be a JSON object");
    }
    return map(pick(in), "");
  }

  /** Reads the value that the parser stands at to its end. */
  Map<String, String> pick(JsonParser in) throws IOException {
    return picker.pick(in);
  }

  /**
   * Makes an event of picked members.
   *
   * @param envelope identity of what the record came in; empty when it came alone
   */
  RecordOutcome map(Map<String, String> picked, String envelope) {
    JsonRow row = new JsonRow(picked, envelope);
    try {
      if (mapper.eventId(row) == null && envelope.isEmpty()) {
        return RecordOutcome.refused(
            RejectReason.MISSING_FIELD, "event_id", "event_id is required: it counts a call once");
      }
      UsageEvent event = mapper.event(row);
      return new RecordOutcome(event, event.getEventId(), null);
    } catch (RowMapper.RowFault fault) {
      return new RecordOutcome(null, null, fault.rejection());
    } catch (ArithmeticException tooFar) {
      return new RecordOutcome(
          null,
          null,
          new Rejection(RejectReason.INVALID_TIME, "occurred_at", "occurred_at does not fit"));
    }
  }
}
