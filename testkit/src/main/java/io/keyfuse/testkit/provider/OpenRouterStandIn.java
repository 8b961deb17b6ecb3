package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import java.util.List;

/** OpenRouter's cloud: its keys under a management key, and chat completions. */
final class OpenRouterStandIn extends JsonStandIn {
  private static final String KEYS = "/api/v1/keys";

  OpenRouterStandIn(StandInState state, String managementKey) {
    super(state, managementKey);
    OpenRouterKeys keys = new OpenRouterKeys(state);
    router.on("GET", KEYS, keys::list);
    router.on("GET", KEYS + "/{hash}", keys::get);
    router.on("PATCH", KEYS + "/{hash}", keys::update);
    router.on("DELETE", KEYS + "/{hash}", keys::delete);
    ModelCallRoute calls = ModelCallRoute.bearer(state, OpenRouterStandIn::admit);
    router.on("POST", "/api/v1/chat/completions", (request, path) -> calls.create(request));
  }

  @Override
  public boolean isAdmin(StandInRequest request) {
    return request.path().startsWith(KEYS);
  }

  @Override
  void authorize(StandInRequest request) {
    requireBearer(request);
  }

  @Override
  JsonNode error(StandInRefusal refusal) {
    ObjectNode error =
        Json.object().put("code", refusal.status()).put("message", refusal.message());
    return Json.object().set("error", error);
  }

  private static void admit(ObjectNode key) {
    if (key.path("deleted").booleanValue() || key.path("disabled").booleanValue()) {
      throw new StandInRefusal(401, "unauthorized", "User not found.");
    }
    JsonNode limit = key.path("limit");
    long spent = key.path("spend_nanos").longValue();
    if (limit.isNumber() && spent >= NanoUsd.ofUsd(limit.decimalValue())) {
      throw new StandInRefusal(402, "payment_required", "Key limit exceeded.");
    }
  }

  /** Makes a key; its hash is 64 hex digits. */
  @Override
  public String seed(ObjectNode wish) {
    String secret = Json.required(wish, "secret");
    String hash = Json.sha256(secret);
    if (state.key(hash) == null) {
      ObjectNode key =
          Json.object()
              .put("id", hash)
              .put("name", wish.path("name").asText("app"))
              .put("disabled", false)
              .put("deleted", false)
              .put("spend_nanos", 0L);
      key.set("limit", wish.hasNonNull("limit") ? wish.get("limit") : key.nullNode());
      state.seed(key, secret, List.of());
    }
    return hash;
  }
}
