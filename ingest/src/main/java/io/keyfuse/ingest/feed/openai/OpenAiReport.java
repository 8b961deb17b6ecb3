package io.keyfuse.ingest.feed.openai;

import io.keyfuse.ingest.feed.Query;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How OpenAI's usage and cost reports are asked for. Immutable. */
final class OpenAiReport {
  /** The report of costs by the day; every other name is a kind of usage by the minute. */
  static final String COSTS = "costs";

  private static final List<String> USAGE_GROUPS =
      List.of("project_id", "api_key_id", "model", "batch", "service_tier");
  private static final List<String> PLAIN_GROUPS = List.of("project_id", "api_key_id", "model");
  private static final List<String> KEY_ONLY = List.of("project_id", "api_key_id");
  private static final List<String> PROJECT_ONLY = List.of("project_id");
  private static final List<String> COST_GROUPS = List.of("project_id", "api_key_id", "line_item");

  private final String kind;
  private final String groupName;

  /**
   * Makes the requests of one report.
   *
   * @param groupName {@code group_by} or {@code group_by[]}: which of the two styles is sent
   */
  OpenAiReport(String kind, String groupName) {
    this.kind = kind;
    this.groupName = groupName;
  }

  boolean isCosts() {
    return kind.equals(COSTS);
  }

  ChronoUnit bucket() {
    return isCosts() ? ChronoUnit.DAYS : ChronoUnit.MINUTES;
  }

  /** Returns the request of one page of all buckets from a time on. */
  Query request(Instant from, @Nullable String page) {
    Query query = Query.of("/organization/" + (isCosts() ? COSTS : "usage/" + kind));
    query.with("start_time", from.getEpochSecond());
    query.with("bucket_width", isCosts() ? "1d" : "1m").with("limit", 180);
    groups().forEach(group -> query.with(groupName, group));
    return page == null ? query : query.with("page", page);
  }

  // By what each kind may be grouped differs; what it cannot be split by stays null in its rows.
  private List<String> groups() {
    return switch (kind) {
      case COSTS -> COST_GROUPS;
      case "completions" -> USAGE_GROUPS;
      case "vector_stores", "code_interpreter_sessions" -> PROJECT_ONLY;
      case "file_search_calls" -> KEY_ONLY;
      default -> PLAIN_GROUPS;
    };
  }
}
