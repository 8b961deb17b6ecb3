package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A LiteLLM proxy: key control under its master key, and chat completions. */
final class LiteLlmStandIn implements ProviderStandIn {
  private final StandInState state;
  private final String masterKey;
  private final ReportedUsage reported;
  private final Router router = new Router();

  LiteLlmStandIn(StandInState state, String masterKey) {
    this.state = state;
    this.masterKey = masterKey;
    reported = new ReportedUsage(state, "");
    router.on("GET", "/spend/logs", new LiteLlmSpendLogs(reported)::list);
    LiteLlmKeys keys = new LiteLlmKeys(state);
    router.on("GET", "/key/info", keys::info);
    router.on("GET", "/key/list", keys::list);
    router.on("POST", "/key/block", (request, path) -> keys.block(request, true));
    router.on("POST", "/key/unblock", (request, path) -> keys.block(request, false));
    router.on("POST", "/key/update", keys::update);
    router.on("POST", "/key/delete", keys::delete);
    LiteLlmChat chat = new LiteLlmChat(state, reported);
    router.on("POST", "/chat/completions", chat::create);
    router.on("POST", "/v1/chat/completions", chat::create);
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
    return request.path().startsWith("/key/") || request.path().startsWith("/spend/");
  }

  @Override
  public StandInReply answer(StandInRequest request) {
    Map<String, String> headers = Map.of("x-litellm-call-id", UUID.randomUUID().toString());
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
      throw new StandInRefusal(401, "auth_error", "Authentication Error, No api key passed in.");
    }
    if (token.equals(masterKey)) {
      return;
    }
    if (state.keyBySecret(token) != null) {
      throw new StandInRefusal(
          401, "auth_error", "Authentication Error, Only proxy admin can use this route.");
    }
    throw new StandInRefusal(
        401, "auth_error", "Authentication Error, Invalid proxy server token passed.");
  }

  private static ObjectNode error(StandInRefusal refusal) {
    String code = refusal.code();
    if (code.equals("unknown_url") || code.equals("method_not_allowed")) {
      String detail = refusal.status() == 404 ? "Not Found" : "Method Not Allowed";
      return Json.object().put("detail", detail);
    }
    ObjectNode error =
        Json.object()
            .put("message", refusal.message())
            .put("type", code)
            .put("param", "None")
            .put("code", String.valueOf(refusal.status()));
    return Json.object().set("error", error);
  }

  /** Makes a key; its id is the SHA-256 of its secret, as LiteLLM stores it. */
  @Override
  public String seed(ObjectNode wish) {
    String secret = Json.required(wish, "secret");
    String id = Json.sha256(secret);
    if (state.key(id) != null) {
      return id;
    }
    ObjectNode key =
        Json.object()
            .put("id", id)
            .put("key_alias", wish.path("name").asText(id.substring(0, 8)))
            .put("team_id", Json.text(wish, "project"))
            .put("blocked", false)
            .put("deleted", false)
            .put("spend_nanos", 0L)
            .put("expires", Json.text(wish, "expires_at"));
    for (String member : List.of("max_budget", "rpm_limit", "tpm_limit")) {
      if (wish.hasNonNull(member)) {
        key.set(member, wish.get(member));
      }
    }
    state.seed(key, secret, List.of());
    return id;
  }
}
