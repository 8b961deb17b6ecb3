package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/organizations/analytics/usage} and {@code .../cost}: a row a group and interval,
 * ranges within the limits, and {@code data_refreshed_at}, after which nothing shows yet.
 */
final class AnthropicReports {
  private static final String BETA = "analytics-usage-cost-2026-08-24";
  private static final Set<String> GROUPS =
      Set.of("api_key_id", "workspace_id", "model", "service_tier", "inference_geo", "actor");
  private static final Map<String, Duration> WIDTHS =
      Map.of("1m", Duration.ofMinutes(1), "1h", Duration.ofHours(1), "1d", Duration.ofDays(1));

  private final StandInState state;
  private final ReportedUsage usage;
  private final Duration lag;

  AnthropicReports(StandInState state, ReportedUsage usage, Duration lag) {
    this.state = state;
    this.usage = usage;
    this.lag = lag;
  }

  StandInReply usage(StandInRequest request, Map<String, String> path) {
    return page(request, "usage");
  }

  StandInReply cost(StandInRequest request, Map<String, String> path) {
    return page(request, "cost");
  }

  private StandInReply page(StandInRequest request, String report) {
    if (!String.valueOf(request.header("anthropic-beta")).contains(BETA)) {
      throw new StandInRefusal(404, "not_found_error", "Not found");
    }
    Duration width = WIDTHS.get(String.valueOf(request.parameter("time_bucket_width")));
    if (width == null) {
      throw invalid("time_bucket_width: one of 1m, 1h, 1d");
    }
    Instant from = ReportedUsage.time("starting_at", request.parameter("starting_at"));
    Instant to = ReportedUsage.time("ending_at", request.parameter("ending_at"));
    checkRange(from, to, width);
    List<String> groups = groups(request);
    Instant refreshed = state.now().minus(lag);
    List<ObjectNode> rows =
        usage.rows(report, from, to).stream()
            .filter(row -> ReportedUsage.start(row).isBefore(refreshed))
            .map(row -> view(row, report, width, groups))
            .toList();
    return cut(request, rows, refreshed);
  }

  private static StandInReply cut(StandInRequest request, List<ObjectNode> rows, Instant fresh) {
    int limit = Paging.limit(request, 20, 1000);
    int skip = skip(request.parameter("page"));
    if (skip > rows.size()) {
      throw invalid("page: unknown");
    }
    int end = Math.min(rows.size(), skip + limit);
    boolean more = end < rows.size();
    ArrayNode data = Json.MAPPER.createArrayNode();
    rows.subList(skip, end).forEach(data::add);
    return StandInReply.ok(
        Json.object()
            .put("has_more", more)
            .put("next_page", more ? "page_" + end : null)
            .put("data_refreshed_at", fresh.toString())
            .set("data", data));
  }

  private static ObjectNode view(
      ObjectNode row, String report, Duration width, List<String> groups) {
    Instant start = ReportedUsage.start(row);
    ObjectNode view =
        Json.object()
            .put("starting_at", start.toString())
            .put("ending_at", start.plus(width).toString());
    ObjectNode group = view.putObject("group");
    Map<String, String> members =
        Map.of(
            "api_key_id", "key_id",
            "workspace_id", "project",
            "model", "model",
            "service_tier", "tier",
            "inference_geo", "region");
    groups.forEach(name -> group.put(name, Json.text(row, members.getOrDefault(name, ""))));
    view.set(report, report.equals("usage") ? tokens(row) : money(row));
    return view;
  }

  private static ObjectNode tokens(ObjectNode row) {
    long read = row.path("cached").longValue();
    long hour = row.path("cache_write_1h").longValue();
    long write = row.path("cache_write").longValue();
    long input = row.path("input").longValue();
    ObjectNode usage =
        Json.object()
            .put("uncached_input_tokens", input - read - write)
            .put("cache_read_input_tokens", read)
            .put("output_tokens", row.path("output").longValue())
            .put("requests", row.path("requests").longValue())
            .put("total_tokens", input + row.path("output").longValue());
    usage
        .putObject("cache_creation")
        .put("ephemeral_5m_input_tokens", write - hour)
        .put("ephemeral_1h_input_tokens", hour);
    usage.putObject("server_tool_use").put("web_search_requests", 0);
    return usage;
  }

  private static ObjectNode money(ObjectNode row) {
    String cents = Objects.requireNonNullElse(Json.text(row, "cents"), "0");
    return Json.object()
        .put("amount", cents)
        .put("list_amount", cents)
        .put("currency", "USD")
        .put("requests", row.path("requests").longValue());
  }

  private static void checkRange(Instant from, Instant to, Duration width) {
    Duration span = Duration.between(from, to);
    boolean minutes = width.equals(Duration.ofMinutes(1));
    Duration most = minutes ? Duration.ofHours(24) : Duration.ofDays(31);
    if (span.isNegative() || span.isZero() || span.compareTo(most) > 0) {
      throw invalid("ending_at: the range must be positive and at most " + most);
    }
  }

  private static List<String> groups(StandInRequest request) {
    List<String> groups = request.query().getOrDefault("group_by[]", List.of());
    if (groups.size() > 5) {
      throw invalid("group_by: at most 5");
    }
    for (String group : groups) {
      if (!GROUPS.contains(group)) {
        throw invalid("group_by: " + group + " is not allowed here");
      }
    }
    return groups;
  }

  private static int skip(@Nullable String page) {
    try {
      return page == null ? 0 : Integer.parseInt(page.replaceFirst("^page_", ""));
    } catch (NumberFormatException e) {
      throw invalid("page: unknown");
    }
  }

  private static StandInRefusal invalid(String message) {
    return new StandInRefusal(400, "invalid_request_error", message);
  }
}
