package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Anthropic's cloud: the keys of the Admin API and {@code POST /v1/messages}. */
final class AnthropicStandIn implements ProviderStandIn {
  private static final String ADMIN_PATH = "/v1/organizations/";

  private final StandInState state;
  private final String adminKey;
  private final ReportedUsage reported;
  private final Router router = new Router();

  AnthropicStandIn(StandInState state, String adminKey, Duration reportLag) {
    this.state = state;
    this.adminKey = adminKey;
    AnthropicKeys keys = new AnthropicKeys(state);
    router.on("GET", "/v1/organizations/api_keys", keys::list);
    router.on("GET", "/v1/organizations/api_keys/{key}", keys::get);
    router.on("POST", "/v1/organizations/api_keys/{key}", keys::update);
    reported = new ReportedUsage(state, "usage");
    AnthropicReports reports = new AnthropicReports(state, reported, reportLag);
    router.on("GET", "/v1/organizations/analytics/usage", reports::usage);
    router.on("GET", "/v1/organizations/analytics/cost", reports::cost);
    router.on("POST", "/v1/messages", new AnthropicMessages(state)::create);
  }

  @Override
  public StandInState state() {
    return state;
  }

  @Override
  public ReportedUsage reported() {
    return reported;
  }

  @Override
  public boolean isAdmin(StandInRequest request) {
    return request.path().startsWith(ADMIN_PATH);
  }

  @Override
  public StandInReply answer(StandInRequest request) {
    String requestId = "req_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    try {
      if (request.header("anthropic-version") == null) {
        throw new StandInRefusal(
            400, "invalid_request_error", "anthropic-version: header is required");
      }
      if (isAdmin(request)) {
        authorize(request);
      }
      StandInReply reply = router.route(request);
      return new StandInReply(reply.status(), reply.body(), Map.of("request-id", requestId));
    } catch (StandInRefusal refusal) {
      return new StandInReply(
          refusal.status(), error(refusal, requestId), Map.of("request-id", requestId));
    }
  }

  private void authorize(StandInRequest request) {
    String key = request.header("x-api-key");
    if (key == null) {
      throw new StandInRefusal(401, "authentication_error", "x-api-key header is required");
    }
    if (!key.equals(adminKey)) {
      throw new StandInRefusal(401, "authentication_error", "invalid x-api-key");
    }
  }

  private static ObjectNode error(StandInRefusal refusal, String requestId) {
    ObjectNode error = Json.object().put("type", type(refusal)).put("message", refusal.message());
    return Json.object().put("type", "error").put("request_id", requestId).set("error", error);
  }

  private static String type(StandInRefusal refusal) {
    return switch (refusal.status()) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 429 -> "rate_limit_error";
      default -> "invalid_request_error";
    };
  }

  @Override
  public String seed(ObjectNode wish) {
    String id = Json.required(wish, "id");
    if (state.key(id) != null) {
      return id;
    }
    ObjectNode key =
        Json.object()
            .put("id", id)
            .put("name", wish.path("name").asText(id))
            .put("status", wish.path("status").asText("active"))
            .put("workspace_id", Json.text(wish, "project"))
            .put("created_at", state.now().toString())
            .put("expires_at", Json.text(wish, "expires_at"));
    state.seed(key, Json.required(wish, "secret"), List.of());
    return id;
  }
}
