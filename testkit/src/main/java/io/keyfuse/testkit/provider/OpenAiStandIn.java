package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** OpenAI's cloud: project keys, service accounts, spend limits, audit log, chat completions. */
final class OpenAiStandIn implements ProviderStandIn {
  private static final String ADMIN_PATH = "/v1/organization/";
  private static final String PROJECT = "/v1/organization/projects/{project}";

  private final StandInState state;
  private final String adminKey;
  private final OpenAiAuditLog audit;
  private final ReportedUsage reported;
  private final Router router = new Router();

  OpenAiStandIn(StandInState state, String adminKey) {
    this.state = state;
    this.adminKey = adminKey;
    this.audit = new OpenAiAuditLog(state);
    OpenAiKeys keys = new OpenAiKeys(state, audit);
    OpenAiSpendLimits limits = new OpenAiSpendLimits(state);
    router.on("GET", PROJECT + "/api_keys", keys::list);
    router.on("GET", PROJECT + "/api_keys/{key}", keys::get);
    router.on("POST", PROJECT + "/api_keys/{key}", keys::update);
    router.on("DELETE", PROJECT + "/api_keys/{key}", keys::delete);
    router.on("DELETE", PROJECT + "/service_accounts/{account}", keys::deleteServiceAccount);
    for (String scope : List.of("/v1/organization", PROJECT)) {
      router.on("GET", scope + "/spend_limit", limits::get);
      router.on("POST", scope + "/spend_limit", limits::set);
      router.on("DELETE", scope + "/spend_limit", limits::delete);
    }
    reported = new ReportedUsage(state, "completions");
    OpenAiUsage usage = new OpenAiUsage(state, reported);
    router.on("GET", "/v1/organization/usage/{kind}", usage::usage);
    router.on("GET", "/v1/organization/costs", usage::costs);
    router.on("GET", "/v1/organization/projects", keys::projects);
    router.on("GET", "/v1/organization/audit_logs", audit::list);
    router.on("POST", "/v1/chat/completions", new OpenAiChat(state, limits)::create);
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
    Map<String, String> headers =
        Map.of("x-request-id", "req_" + UUID.randomUUID().toString().replace("-", ""));
    try {
      if (isAdmin(request)) {
        authorize(request);
      }
      StandInReply reply = router.route(request);
      return new StandInReply(reply.status(), reply.body(), headers);
    } catch (StandInRefusal refusal) {
      return new StandInReply(refusal.status(), error(refusal), headers);
    }
  }

  private void authorize(StandInRequest request) {
    String token = request.bearer();
    if (token == null) {
      throw new StandInRefusal(401, "invalid_api_key", "You didn't provide an API key.");
    }
    if (token.equals(adminKey)) {
      return;
    }
    if (state.keyBySecret(token) != null) {
      throw new StandInRefusal(
          403, "insufficient_permissions", "A project key may not use the admin API.");
    }
    throw new StandInRefusal(401, "invalid_api_key", "Incorrect API key provided.");
  }

  private static ObjectNode error(StandInRefusal refusal) {
    String code = refusal.code();
    boolean limit = code.endsWith("spend_limit_exceeded");
    ObjectNode error =
        Json.object()
            .put("message", refusal.message())
            .put("type", limit ? "insufficient_quota" : "invalid_request_error")
            .putNull("param")
            .put("code", code);
    return Json.object().set("error", error);
  }

  @Override
  public String seed(ObjectNode wish) {
    String id = Json.required(wish, "id");
    if (state.key(id) != null) {
      return id;
    }
    String owner = wish.path("owner_type").asText("user");
    ObjectNode key =
        Json.object()
            .put("id", id)
            .put("name", wish.path("name").asText(id))
            .put("project", Json.required(wish, "project"))
            .put("owner_type", owner)
            .put("owner_id", wish.path("owner_id").asText("user_standin"))
            .put("owner_access", wish.path("owner_project_access").asText("active"))
            .put("created_at", state.now().getEpochSecond())
            .put("expires_at", wish.path("expires_at").asLong(0))
            .put("deleted", false);
    key.set("scopes", Json.MAPPER.valueToTree(Json.texts(wish, "scopes")));
    ObjectNode created = Json.object();
    created.set("scopes", key.get("scopes"));
    state.seed(
        key, Json.required(wish, "secret"), List.of(audit.entry("api_key.created", key, created)));
    return id;
  }
}
