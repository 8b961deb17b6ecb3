package io.keyfuse.testkit.provider;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/organization/usage/{kind}} and {@code /v1/organization/costs}: buckets up to now,
 * pages by a token that belongs to one query, and 400 for what the description does not allow.
 */
final class OpenAiUsage {
  private static final Set<String> KINDS =
      Set.of(
          "completions",
          "embeddings",
          "moderations",
          "images",
          "audio_speeches",
          "audio_transcriptions",
          "vector_stores",
          "code_interpreter_sessions",
          "file_search_calls",
          "web_search_calls");
  private static final Map<String, String> OBJECTS =
      Map.of("file_search_calls", "file_searches", "web_search_calls", "web_searches");
  private static final Set<String> PARAMETERS =
      Set.of("start_time", "end_time", "bucket_width", "limit", "page", "group_by", "group_by[]");
  private static final Set<String> USAGE_GROUPS =
      Set.of("project_id", "user_id", "api_key_id", "model", "batch", "service_tier");
  private static final Set<String> COST_GROUPS = Set.of("project_id", "line_item", "api_key_id");

  private final StandInState state;
  private final ReportedUsage usage;

  OpenAiUsage(StandInState state, ReportedUsage usage) {
    this.state = state;
    this.usage = usage;
  }

  StandInReply usage(StandInRequest request, Map<String, String> path) {
    String kind = String.valueOf(path.get("kind"));
    if (!KINDS.contains(kind)) {
      throw new StandInRefusal(404, "unknown_url", "Invalid URL: no usage of kind " + kind);
    }
    String width = request.parameter("bucket_width");
    return switch (width == null ? "1d" : width) {
      case "1m" -> page(request, new Report(kind, Duration.ofMinutes(1), 60, 1440));
      case "1h" -> page(request, new Report(kind, Duration.ofHours(1), 24, 168));
      case "1d" -> page(request, new Report(kind, Duration.ofDays(1), 7, 31));
      default -> throw invalid("bucket_width: one of 1m, 1h, 1d");
    };
  }

  StandInReply costs(StandInRequest request, Map<String, String> path) {
    String width = request.parameter("bucket_width");
    if (width != null && !width.equals("1d")) {
      throw invalid("bucket_width: only 1d");
    }
    return page(request, new Report("costs", Duration.ofDays(1), 7, 180));
  }

  private record Report(String kind, Duration width, int usual, int max) {
    boolean isCosts() {
      return kind.equals("costs");
    }
  }

  private StandInReply page(StandInRequest request, Report report) {
    check(request, report);
    Instant start = seconds(request, "start_time");
    if (start == null) {
      throw invalid("Missing required parameter: 'start_time'.");
    }
    Instant end = seconds(request, "end_time");
    Instant now = state.now();
    Instant to = end == null || end.isAfter(now) ? now : end;
    Instant from = floor(start, report.width());
    int limit = Paging.limit(request, report.usual(), report.max());
    int skipped = skipped(request);
    ArrayNode buckets = Json.MAPPER.createArrayNode();
    Instant at = from.plus(report.width().multipliedBy(skipped));
    Map<Instant, List<ObjectNode>> rows =
        usage.rows(report.kind(), at, at.plus(report.width().multipliedBy(limit))).stream()
            .collect(groupingBy(row -> floor(ReportedUsage.start(row), report.width())));
    for (int i = 0; i < limit && at.isBefore(to); i++, at = at.plus(report.width())) {
      List<ObjectNode> inside = rows.getOrDefault(at, List.of());
      buckets.add(bucket(report, at, inside, request.parameters("group_by")));
    }
    boolean more = at.isBefore(to);
    String next = more ? token(request, skipped + limit) : null;
    return StandInReply.ok(
        Json.object()
            .put("object", "page")
            .put("has_more", more)
            .put("next_page", next)
            .set("data", buckets));
  }

  private static ObjectNode bucket(
      Report report, Instant at, List<ObjectNode> rows, List<String> groups) {
    Instant end = at.plus(report.width());
    ObjectNode bucket =
        Json.object()
            .put("object", "bucket")
            .put("start_time", at.getEpochSecond())
            .put("end_time", end.getEpochSecond());
    ArrayNode results = bucket.putArray("results");
    for (ObjectNode row : rows) {
      results.add(report.isCosts() ? cost(row, groups) : result(report.kind(), row, groups));
    }
    return bucket;
  }

  private static ObjectNode result(String kind, ObjectNode row, List<String> groups) {
    long input = row.path("input").longValue();
    long cached = row.path("cached").longValue();
    long write = row.path("cache_write").longValue();
    ObjectNode result =
        Json.object()
            .put("object", "organization.usage." + OBJECTS.getOrDefault(kind, kind) + ".result")
            .put("input_tokens", input)
            .put("input_cached_tokens", cached)
            .put("input_cache_write_tokens", write)
            .put("input_uncached_tokens", input - cached - write)
            .put("output_tokens", row.path("output").longValue())
            .put("num_model_requests", row.path("requests").longValue())
            .putNull("user_id");
    grouped(result, groups, "project_id", Json.text(row, "project"));
    grouped(result, groups, "api_key_id", Json.text(row, "key_id"));
    grouped(result, groups, "model", Json.text(row, "model"));
    grouped(result, groups, "service_tier", Json.text(row, "tier"));
    if (groups.contains("batch")) {
      result.put("batch", row.path("batch").asBoolean());
    } else {
      result.putNull("batch");
    }
    return result;
  }

  private static ObjectNode cost(ObjectNode row, List<String> groups) {
    ObjectNode result = Json.object().put("object", "organization.costs.result");
    result
        .putObject("amount")
        .put("value", new BigDecimal(row.path("cost_usd").asText("0")))
        .put("currency", "usd");
    grouped(result, groups, "project_id", Json.text(row, "project"));
    grouped(result, groups, "api_key_id", Json.text(row, "key_id"));
    grouped(result, groups, "line_item", Json.text(row, "model"));
    return result.putNull("quantity").putNull("quantity_unit");
  }

  private static void grouped(
      ObjectNode result, List<String> groups, String name, @Nullable String value) {
    result.put(name, groups.contains(name) ? value : null);
  }

  private void check(StandInRequest request, Report report) {
    Set<String> groups = report.isCosts() ? COST_GROUPS : USAGE_GROUPS;
    for (String name : request.query().keySet()) {
      if (!PARAMETERS.contains(name)) {
        throw invalid("Unknown parameter: '" + name + "'.");
      }
    }
    for (String group : request.parameters("group_by")) {
      boolean isModelOfSearch = report.kind().equals("file_search_calls") && group.equals("model");
      if (!groups.contains(group) || isModelOfSearch) {
        throw invalid("group_by: " + group + " is not allowed here");
      }
    }
  }

  private static Instant floor(Instant time, Duration width) {
    long seconds = width.toSeconds();
    return Instant.ofEpochSecond(time.getEpochSecond() / seconds * seconds);
  }

  private static @Nullable Instant seconds(StandInRequest request, String name) {
    String text = request.parameter(name);
    try {
      return text == null ? null : Instant.ofEpochSecond(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw invalid(name + ": Unix seconds");
    }
  }

  /** A page's token is good for the query that it came from, and for no other. */
  private static String token(StandInRequest request, int skip) {
    String text = skip + "@" + query(request);
    return "page_"
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int skipped(StandInRequest request) {
    String page = request.parameter("page");
    if (page == null) {
      return 0;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(page.replaceFirst("^page_", ""));
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split("@", 2);
      if (parts.length == 2 && parts[1].equals(query(request))) {
        return Integer.parseInt(parts[0]);
      }
    } catch (IllegalArgumentException e) {
      throw invalid("page: not a page of this query");
    }
    throw invalid("page: not a page of this query");
  }

  private static String query(StandInRequest request) {
    return request.path()
        + request.parameter("start_time")
        + request.parameter("end_time")
        + request.parameter("bucket_width")
        + request.parameter("limit")
        + request.parameters("group_by");
  }

  private static StandInRefusal invalid(String message) {
    return new StandInRefusal(400, "invalid_request_error", message);
  }
}
