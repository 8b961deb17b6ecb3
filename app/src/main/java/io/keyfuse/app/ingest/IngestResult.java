package io.keyfuse.app.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.app.ingest.DeliveryResult.Outcome;
import io.keyfuse.ingest.decode.PartTally;
import io.keyfuse.schemas.money.NanoUsd;
import java.util.List;
import java.util.Locale;

/**
 * What a run read and stored, for people and machines.
 *
 * @param deliveries in the order in which they were ingested
 */
public record IngestResult(List<DeliveryResult> deliveries) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the list. */
  public IngestResult {
    deliveries = List.copyOf(deliveries);
  }

  /** Returns the sums over all deliveries. */
  public PartTally total() {
    PartTally total = new PartTally();
    deliveries.forEach(result -> total.add(result.tally()));
    return total;
  }

  /** Returns true when every delivery was read to its end. */
  public boolean isComplete() {
    return deliveries.stream().noneMatch(result -> result.outcome() == Outcome.FAILED);
  }

  /** Returns a table with notes. */
  public String text() {
    IngestTable table = new IngestTable();
    deliveries.forEach(table::add);
    if (deliveries.size() > 1) {
      table.total(total());
    }
    return table.text();
  }

  /** Returns one JSON object. */
  public String json() {
    ObjectNode json = JSON.createObjectNode();
    var list = json.putArray("files");
    for (DeliveryResult result : deliveries) {
      ObjectNode file =
          list.addObject()
              .put("file", result.delivery().name())
              .put("sha256", result.delivery().id())
              .put("format", result.delivery().title())
              .put("outcome", word(result.outcome()))
              .put("resumed_at", result.resumedAt());
      put(file, result.tally());
    }
    put(json.putObject("total"), total());
    return json.toPrettyString() + System.lineSeparator();
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static void put(ObjectNode json, PartTally tally) {
    json.put("rows", tally.read())
        .put("usage_events", tally.usage())
        .put("context_events", tally.context())
        .put("merged", tally.merged())
        .put("requests", tally.requests())
        .put("input_tokens", tally.inputTokens())
        .put("output_tokens", tally.outputTokens())
        .put("cost_usd", NanoUsd.toUsd(tally.costNanos()))
        .put("events_without_cost", tally.withoutCost())
        .put("refused", tally.refusedCount())
        .put("ignored", tally.ignoredCount());
    ObjectNode refused = json.putObject("refused_by_reason");
    tally.refused().forEach(refused::put);
    ObjectNode ignored = json.putObject("ignored_by_reason");
    tally.ignored().forEach(ignored::put);
    var places = json.putArray("first_refused");
    tally
        .places()
        .forEach(
            place ->
                places
                    .addObject()
                    .put("where", place.where())
                    .put("field", place.why().field())
                    .put("message", place.why().message()));
  }
}
