package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spend limits of the organization and of projects: cents, US dollars, per month in UTC. */
final class OpenAiSpendLimits {
  private static final String LIMITS = "spend_limits";
  private static final String SPEND = "spend";
  private static final String ORGANIZATION = "organization";
  private static final long NANOS_PER_CENT = 10_000_000L;

  private final StandInState state;

  OpenAiSpendLimits(StandInState state) {
    this.state = state;
  }

  StandInReply get(StandInRequest request, Map<String, String> path) {
    String scope = scope(path);
    ObjectNode limit = limit(scope);
    if (limit == null) {
      throw new StandInRefusal(404, "not_found", "No spend limit is set.");
    }
    return StandInReply.ok(view(scope, limit));
  }

  StandInReply set(StandInRequest request, Map<String, String> path) {
    String scope = scope(path);
    ObjectNode body = request.json();
    JsonNode amount = body.path("threshold_amount");
    if (!amount.isIntegralNumber() || amount.longValue() < 1) {
      throw invalid("threshold_amount: expected whole cents, at least 1");
    }
    if (!"USD".equals(Json.text(body, "currency"))) {
      throw invalid("currency: only USD");
    }
    if (!"month".equals(Json.text(body, "interval"))) {
      throw invalid("interval: only month");
    }
    ObjectNode limit =
        Json.object().put("threshold_amount", amount.longValue()).put("deleted", false);
    state.change(scope, "POST spend_limit", body, List.of(new Put(LIMITS, scope, limit)));
    return StandInReply.ok(view(scope, limit));
  }

  StandInReply delete(StandInRequest request, Map<String, String> path) {
    String scope = scope(path);
    if (limit(scope) == null) {
      throw new StandInRefusal(404, "not_found", "No spend limit is set.");
    }
    ObjectNode gone = Json.object().put("deleted", true);
    state.change(scope, "DELETE spend_limit", gone, List.of(new Put(LIMITS, scope, gone)));
    return StandInReply.ok(Json.object().put("object", object(scope) + ".deleted").setAll(gone));
  }

  /** Refuses a call with 429 when a limit in force is reached. */
  void check(String project) {
    if (reached(project)) {
      throw exceeded("project_spend_limit_exceeded");
    }
    if (reached(ORGANIZATION)) {
      throw exceeded("organization_spend_limit_exceeded");
    }
  }

  /** Returns the writes that add a call's cost to its project and organization. */
  List<Put> spend(String project, long costNanos) {
    return List.of(added(project, costNanos), added(ORGANIZATION, costNanos));
  }

  private Put added(String scope, long costNanos) {
    String id = scope + "|" + month();
    ObjectNode spent = state.store().get(SPEND, id);
    ObjectNode sum = spent == null ? Json.object().put("nanos", 0L) : spent.deepCopy();
    StandInState.add(sum, "nanos", costNanos);
    return new Put(SPEND, id, sum);
  }

  private boolean reached(String scope) {
    ObjectNode limit = limit(scope);
    ObjectNode spent = state.store().get(SPEND, scope + "|" + month());
    long nanos = spent == null ? 0 : spent.path("nanos").longValue();
    return limit != null && nanos >= limit.path("threshold_amount").longValue() * NANOS_PER_CENT;
  }

  private YearMonth month() {
    return YearMonth.from(state.now().atZone(ZoneOffset.UTC));
  }

  private @Nullable ObjectNode limit(String scope) {
    ObjectNode limit = state.store().get(LIMITS, scope);
    return limit == null || limit.path("deleted").booleanValue() ? null : limit;
  }

  private String scope(Map<String, String> path) {
    String project = path.get("project");
    if (project == null) {
      return ORGANIZATION;
    }
    if (state.keys().stream().noneMatch(key -> project.equals(Json.text(key, "project")))) {
      throw new StandInRefusal(404, "not_found", "No project found with id '" + project + "'.");
    }
    return project;
  }

  private ObjectNode view(String scope, ObjectNode limit) {
    ObjectNode view =
        Json.object()
            .put("object", object(scope))
            .put("threshold_amount", limit.path("threshold_amount").longValue())
            .put("currency", "USD")
            .put("interval", "month");
    view.putObject("enforcement").put("status", reached(scope) ? "enforcing" : "inactive");
    return view;
  }

  private static String object(String scope) {
    return scope.equals(ORGANIZATION) ? "organization.spend_limit" : "project.spend_limit";
  }

  private static StandInRefusal invalid(String message) {
    return new StandInRefusal(400, "invalid_request_error", message);
  }

  private static StandInRefusal exceeded(String code) {
    return new StandInRefusal(429, code, "The spend limit has been reached.");
  }
}
