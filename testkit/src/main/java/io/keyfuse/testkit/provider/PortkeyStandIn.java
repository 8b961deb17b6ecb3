package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Portkey's cloud: its keys under an admin key, and chat completions. That a rate limit of 0 stops
 * a key is an assumption here too; Portkey does not say.
 */
final class PortkeyStandIn extends JsonStandIn {
  private static final String KEYS = "/v1/api-keys/{key}";
  private static final String HEADER = "x-portkey-api-key";

  PortkeyStandIn(StandInState state, String adminKey) {
    super(state, adminKey);
    PortkeyKeyRoutes keys = new PortkeyKeyRoutes(state);
    router.on("GET", KEYS, keys::get);
    router.on("PUT", KEYS, keys::update);
    router.on("DELETE", KEYS, keys::delete);
    ModelCallRoute calls = new ModelCallRoute(state, this::caller, PortkeyStandIn::admit);
    router.on("POST", "/v1/chat/completions", (request, path) -> calls.create(request));
  }

  @Override
  public boolean isAdmin(StandInRequest request) {
    return request.path().startsWith("/v1/api-keys");
  }

  @Override
  void authorize(StandInRequest request) {
    if (!adminKey.equals(request.header(HEADER))) {
      throw new StandInRefusal(401, "unauthorized", "Unauthorized Request");
    }
  }

  @Override
  JsonNode error(StandInRefusal refusal) {
    ObjectNode data = Json.object().put("message", refusal.message());
    return Json.object().put("success", false).set("data", data);
  }

  private @Nullable ObjectNode caller(StandInRequest request) {
    String secret = request.header(HEADER);
    return secret == null ? null : state.keyBySecret(secret);
  }

  private static void admit(ObjectNode key) {
    if (key.path("deleted").booleanValue()) {
      throw new StandInRefusal(401, "unauthorized", "Invalid API Key");
    }
    for (JsonNode limit : key.path("rate_limits")) {
      if (limit.path("value").asLong() == 0) {
        throw new StandInRefusal(429, "rate_limited", "Rate limit exceeded");
      }
    }
    JsonNode credit = key.path("usage_limits").path("credit_limit");
    long spent = key.path("spend_nanos").longValue();
    if (credit.isNumber() && spent >= NanoUsd.ofUsd(credit.decimalValue())) {
      throw new StandInRefusal(412, "exhausted", "Usage limit exceeded");
    }
  }

  @Override
  public String seed(ObjectNode wish) {
    String id = Json.required(wish, "id");
    if (state.key(id) == null) {
      ObjectNode key = Json.object().put("id", id).put("deleted", false).put("spend_nanos", 0L);
      for (String limits : List.of("rate_limits", "usage_limits")) {
        if (wish.has(limits)) {
          key.set(limits, wish.get(limits));
        }
      }
      state.seed(key, Json.required(wish, "secret"), List.of());
    }
    return id;
  }
}
