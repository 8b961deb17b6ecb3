package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cloud reports as used: the calls that it served, by the minute, and rows that a test set.
 * A set row replaces the one of the same identity, so that buckets grow and are restated. Not
 * thread-safe: the caller holds the provider's lock.
 */
final class ReportedUsage {
  /** Members that tell two rows apart. */
  private static final List<String> IDENTITY =
      List.of("report", "start", "key_id", "project", "model", "tier", "batch", "request_id");

  private static final String ROWS = "usage_rows";

  private final StandInState state;
  private final String servedAs;

  /**
   * Makes the report's source.
   *
   * @param servedAs name of the report that shows the calls served
   */
  ReportedUsage(StandInState state, String servedAs) {
    this.state = state;
    this.servedAs = servedAs;
  }

  /** Sets rows: {@code rows} of report, start (RFC 3339), key_id, project, model and numbers. */
  StandInReply set(StandInRequest request) {
    List<Put> puts = new ArrayList<>();
    for (JsonNode row : request.json().path("rows")) {
      ObjectNode wanted = ((ObjectNode) row).deepCopy();
      Json.required(wanted, "report");
      Instant.parse(Json.required(wanted, "start"));
      puts.add(put(wanted));
    }
    state.store().commit(puts);
    return StandInReply.ok(Json.object().put("rows", puts.size()));
  }

  /** Returns what stores a row. */
  Put put(ObjectNode row) {
    return new Put(ROWS, identity(row), row);
  }

  /** Returns the rows of a report that are visible now and start within the range, by time. */
  List<ObjectNode> rows(String report, Instant from, Instant to) {
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode row : state.store().list(ROWS)) {
      String visible = Json.text(row, "visible_at");
      if (report.equals(Json.text(row, "report"))
          && (visible == null || !state.now().isBefore(Instant.parse(visible)))) {
        found.add(row);
      }
    }
    if (report.equals(servedAs)) {
      // A call that was refused is no usage: no cloud reports it.
      state.ledger().stream()
          .filter(row -> row.path("requests").longValue() > 0)
          .forEach(row -> found.add(served(row)));
    }
    found.removeIf(row -> start(row).isBefore(from) || !start(row).isBefore(to));
    found.sort(Comparator.comparing(ReportedUsage::start));
    return found;
  }

  static Instant start(ObjectNode row) {
    return Instant.parse(Json.required(row, "start"));
  }

  /** Reads a time of a request in RFC 3339; refuses another text with 400. */
  static Instant time(String name, @Nullable String text) {
    try {
      return Instant.parse(String.valueOf(text));
    } catch (DateTimeParseException e) {
      throw new StandInRefusal(400, "invalid_request_error", name + ": an RFC 3339 time");
    }
  }

  private ObjectNode served(ObjectNode ledger) {
    String id = Json.required(ledger, "key_id");
    ObjectNode key = state.key(id);
    ObjectNode row =
        Json.object()
            .put("report", servedAs)
            .put("start", Json.required(ledger, "minute"))
            .put("key_id", id)
            .put("model", Json.text(ledger, "model"));
    if (key != null) {
      String project = Json.text(key, "project");
      row.put("project", project == null ? Json.text(key, "workspace_id") : project);
    }
    return row.put("requests", ledger.path("requests").longValue())
        .put("input", ledger.path("input_tokens").longValue())
        .put("cached", ledger.path("cached_tokens").longValue())
        .put("output", ledger.path("output_tokens").longValue());
  }

  private static String identity(ObjectNode row) {
    StringBuilder id = new StringBuilder();
    IDENTITY.forEach(name -> id.append(row.path(name).asText()).append('|'));
    return id.toString();
  }
}
