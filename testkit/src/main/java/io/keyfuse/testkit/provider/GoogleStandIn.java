package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Google's cloud: API keys, keys of service accounts, and Gemini's model calls. */
final class GoogleStandIn extends JsonStandIn {
  private static final String KEYS = "/v2/projects/{project}/locations/global/keys";
  private static final String ACCOUNT_KEYS =
      "/v1/projects/{project}/serviceAccounts/{account}/keys";
  private static final String MODELS = "/v1beta/models/";

  GoogleStandIn(StandInState state, String token) {
    super(state, token);
    GoogleApiKeyRoutes keys = new GoogleApiKeyRoutes(state);
    router.on("GET", KEYS, keys::list);
    router.on("PATCH", KEYS + "/{key}", keys::update);
    router.on("DELETE", KEYS + "/{key}", keys::delete);
    router.on("POST", KEYS + "/{key}", keys::undelete);
    router.on("GET", "/v2/operations/{operation}", keys::operation);
    GoogleAccountKeyRoutes accountKeys = new GoogleAccountKeyRoutes(state);
    router.on("GET", ACCOUNT_KEYS + "/{key}", accountKeys::get);
    router.on("POST", ACCOUNT_KEYS + "/{key}", accountKeys::act);
    router.on("DELETE", ACCOUNT_KEYS + "/{key}", accountKeys::delete);
    ModelCallRoute calls = new ModelCallRoute(state, this::caller, GoogleStandIn::admit);
    router.on("POST", MODELS + "{call}", (request, path) -> calls.create(request));
  }

  @Override
  public boolean isAdmin(StandInRequest request) {
    return !request.path().startsWith(MODELS);
  }

  @Override
  void authorize(StandInRequest request) {
    if (!adminKey.equals(request.bearer())) {
      throw new StandInRefusal(401, "UNAUTHENTICATED", "invalid authentication credentials");
    }
  }

  @Override
  JsonNode error(StandInRefusal refusal) {
    ObjectNode error =
        Json.object()
            .put("code", refusal.status())
            .put("message", refusal.message())
            .put("status", refusal.code());
    return Json.object().set("error", error);
  }

  /** An API key comes in a header of its own, a service account's as the token made from it. */
  private @Nullable ObjectNode caller(StandInRequest request) {
    String apiKey = request.header("x-goog-api-key");
    String secret = apiKey == null ? request.bearer() : apiKey;
    return secret == null ? null : state.keyBySecret(secret);
  }

  private static void admit(ObjectNode key) {
    boolean closed =
        key.path("restrictions").path("serverKeyRestrictions").path("allowedIps").size() > 0;
    boolean dead = key.path("deleted").booleanValue() || key.path("disabled").booleanValue();
    if (dead || closed) {
      throw new StandInRefusal(403, "PERMISSION_DENIED", "the key does not allow this call");
    }
  }

  /** Makes a key of {@code project}; with an {@code owner_id} it is a service account's. */
  @Override
  public String seed(ObjectNode wish) {
    String id = Json.required(wish, "id");
    if (state.key(id) == null) {
      ObjectNode key =
          Json.object()
              .put("id", id)
              .put("project", Json.required(wish, "project"))
              .put("account", Json.text(wish, "owner_id"))
              .put("deleted", false)
              .put("disabled", false)
              .put("spend_nanos", 0L);
      if (wish.path("restrictions").isObject()) {
        key.set("restrictions", wish.get("restrictions"));
      }
      state.seed(key, Json.required(wish, "secret"), List.of());
    }
    return id;
  }
}
