package io.keyfuse.app.backtest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keyfuse.ingest.file.MappedRow;
import io.keyfuse.ingest.file.RowMapper;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.http.RecordOutcome;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of another shape, read by a mapping whose columns are JSON pointers; observed_at is mapped
 * to the arrival. Rows of provider usage become buckets of one minute. Used by one thread.
 */
public final class MappedRowFormat implements RowFormat {
  private static final long BUCKET_MS = Duration.ofMinutes(1).toMillis();

  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final Map<String, JsonPointer> pointers = new HashMap<>();
  private final RowMapper mapper;
  private final String arrival;
  private final BucketFeeds feeds = new BucketFeeds();

  /**
   * Makes a reader.
   *
   * @throws ConfigException when the mapping does not fit JSON or names no arrival
   */
  public MappedRowFormat(UsageMapping mapping) {
    mapping.columns().forEach((field, pointer) -> pointers.put(pointer, compiled(field, pointer)));
    for (String field : new String[] {"event_id", "observed_at"}) {
      if (!mapping.columns().containsKey(field)) {
        throw new ConfigException(
            "mapping.columns." + field, "needs a pointer: a back-test goes by ids and arrivals");
      }
    }
    this.arrival = mapping.columns().getOrDefault("observed_at", "");
    this.mapper = new RowMapper(mapping, mapping.name(), "");
  }

  private static JsonPointer compiled(String field, String pointer) {
    try {
      return JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "mapping.columns." + field, "write a JSON pointer such as /usage/input");
    }
  }

  @Override
  public RecordOutcome read(byte[] line) throws IOException {
    JsonNode tree = json.readTree(line);
    if (!tree.isObject()) {
      return RecordOutcome.refused(RejectReason.WRONG_TYPE, "record", "must be a JSON object");
    }
    MappedRow row = new JsonRow(tree);
    try {
      if (mapper.eventId(row) == null) {
        return RecordOutcome.refused(
            RejectReason.MISSING_FIELD, "event_id", "event_id is required: it counts a row once");
      }
      if (row.value(arrival) == null) {
        return RecordOutcome.refused(
            RejectReason.MISSING_FIELD, "observed_at", "the arrival is required");
      }
      UsageEvent event = bucketed(mapper.event(row));
      return new RecordOutcome(event, event.getEventId(), null);
    } catch (RowMapper.RowFault fault) {
      return new RecordOutcome(null, null, fault.rejection());
    } catch (ArithmeticException tooFar) {
      return RecordOutcome.refused(
          RejectReason.INVALID_TIME, "occurred_at", "occurred_at does not fit");
    }
  }

  private UsageEvent bucketed(UsageEvent event) {
    return event.getSource() == UsageSource.PROVIDER_USAGE
        ? UsageEvent.newBuilder(event)
            .setBucket(new Bucket(event.getOccurredAt(), BUCKET_MS))
            .setFeed(feeds.feedOf(event))
            .build()
        : event;
  }

  private final class JsonRow implements MappedRow {
    private final JsonNode tree;

    JsonRow(JsonNode tree) {
      this.tree = tree;
    }

    @Override
    public @Nullable String value(String column) {
      JsonPointer pointer = pointers.get(column);
      JsonNode found = pointer == null ? null : tree.at(pointer);
      return found == null || found.isNull() || !found.isValueNode() ? null : found.asText();
    }

    @Override
    public String address() {
      return tree.toString();
    }
  }
}
