package io.keyfuse.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes usage events as the HTTP intake reads them: one JSON object a line, members named like the
 * Avro fields, times in ISO 8601, cost in US dollars, missing values left out. Stateless and
 * thread-safe.
 */
final class UsageLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private UsageLines() {}

  /** Returns the events as NDJSON. */
  static String write(List<UsageEvent> events) {
    StringBuilder text = new StringBuilder(events.size() * 512);
    events.forEach(event -> text.append(object(event)).append('\n'));
    return text.toString();
  }

  private static ObjectNode object(SpecificRecord record) {
    ObjectNode object = JSON.createObjectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value instanceof Cost cost) {
        object.put("cost_usd", NanoUsd.toUsd(cost.getAmountNanos()));
      } else if (value != null) {
        object.set(field.name(), node(value));
      }
    }
    return object;
  }

  private static JsonNode node(Object value) {
    if (value instanceof SpecificRecord record) {
      return object(record);
    }
    if (value instanceof Long number) {
      return JSON.getNodeFactory().numberNode(number);
    }
    return JSON.getNodeFactory().textNode(String.valueOf(value));
  }
}
