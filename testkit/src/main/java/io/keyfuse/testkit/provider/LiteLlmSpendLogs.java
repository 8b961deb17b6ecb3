package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /spend/logs}: rows of whole days; totals only where rows are not asked for. */
final class LiteLlmSpendLogs {
  private final ReportedUsage usage;

  LiteLlmSpendLogs(ReportedUsage usage) {
    this.usage = usage;
  }

  StandInReply list(StandInRequest request, Map<String, String> path) {
    LocalDate from = date("start_date", request.parameter("start_date"));
    LocalDate to = date("end_date", request.parameter("end_date"));
    if (!"false".equals(request.parameter("summarize"))) {
      throw new StandInRefusal(400, "bad_request", "this stand-in has rows only: summarize=false");
    }
    ArrayNode rows = Json.MAPPER.createArrayNode();
    usage
        .rows(
            "spend_logs",
            from.atStartOfDay(ZoneOffset.UTC).toInstant(),
            to.atStartOfDay(ZoneOffset.UTC).toInstant())
        .forEach(row -> rows.add(view(row)));
    return StandInReply.ok(rows);
  }

  private static ObjectNode view(ObjectNode row) {
    String at = Json.required(row, "start").replace('T', ' ').replace("Z", "");
    long input = row.path("input").longValue();
    long output = row.path("output").longValue();
    return Json.object()
        .put("request_id", Json.text(row, "request_id"))
        .put("call_type", "acompletion")
        .put("api_key", Json.text(row, "key_id"))
        .put("spend", row.path("cost_usd").decimalValue())
        .put("prompt_tokens", input)
        .put("completion_tokens", output)
        .put("total_tokens", input + output)
        .put("startTime", at)
        .put("endTime", at)
        .put("model", Json.text(row, "model"))
        .put("custom_llm_provider", "openai")
        .put("cache_hit", "None")
        .put("metadata", "{}")
        .put("request_tags", "[]")
        .put("status", "success");
  }

  private static LocalDate date(String name, @Nullable String text) {
    try {
      return LocalDate.parse(String.valueOf(text));
    } catch (DateTimeParseException e) {
      throw new StandInRefusal(400, "bad_request", name + ": YYYY-MM-DD");
    }
  }
}
