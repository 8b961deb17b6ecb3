package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Azure's cloud: accounts of the AI services in Resource Manager, and model calls. The victim's
 * secret is an account's first key.
 */
final class AzureStandIn extends JsonStandIn {
  private static final String ACCOUNT =
      "/subscriptions/{subscription}/resourceGroups/{group}"
          + "/providers/Microsoft.CognitiveServices/accounts/{account}";
  private static final String MODELS = "/openai/";

  AzureStandIn(StandInState state, String token) {
    super(state, token);
    AzureAccountRoutes accounts = new AzureAccountRoutes(state);
    router.on("GET", ACCOUNT, accounts::get);
    router.on("PATCH", ACCOUNT, accounts::update);
    router.on("POST", ACCOUNT + "/regenerateKey", accounts::regenerate);
    ModelCallRoute calls = new ModelCallRoute(state, this::caller, this::admit);
    router.on(
        "POST",
        "/openai/deployments/{name}/chat/completions",
        (request, path) -> calls.create(request));
  }

  @Override
  public boolean isAdmin(StandInRequest request) {
    return !request.path().startsWith(MODELS);
  }

  @Override
  void authorize(StandInRequest request) {
    if (!adminKey.equals(request.bearer())) {
      throw new StandInRefusal(401, "InvalidAuthenticationToken", "The access token is invalid.");
    }
    if (request.parameter("api-version") == null) {
      throw new StandInRefusal(400, "MissingApiVersionParameter", "api-version is required");
    }
  }

  @Override
  JsonNode error(StandInRefusal refusal) {
    ObjectNode error = Json.object().put("code", refusal.code()).put("message", refusal.message());
    return Json.object().set("error", error);
  }

  private @Nullable ObjectNode caller(StandInRequest request) {
    String secret = request.header("api-key");
    ObjectNode key = secret == null ? null : state.keyBySecret(secret);
    boolean stillIt =
        secret != null
            && key != null
            && Json.sha256(secret).equals(Json.text(key, StandInState.SECRET_HASH));
    return stillIt ? key : null;
  }

  private void admit(ObjectNode key) {
    ObjectNode account =
        state.store().get(AzureAccountRoutes.ACCOUNTS, Json.required(key, "account"));
    if (account != null && account.path("disableLocalAuth").booleanValue()) {
      throw new StandInRefusal(403, "AuthenticationTypeDisabled", "Key sign-in is switched off.");
    }
  }

  /** Makes the account {@code id} with its first key. */
  @Override
  public String seed(ObjectNode wish) {
    String account = Json.required(wish, "id");
    String id = account + "/Key1";
    if (state.key(id) == null) {
      ObjectNode key = Json.object().put("id", id).put("account", account).put("spend_nanos", 0L);
      ObjectNode made =
          Json.object()
              .put("name", account)
              .put("disableLocalAuth", false)
              .put("provisioningState", "Succeeded");
      state.seed(
          key,
          Json.required(wish, "secret"),
          List.of(new Put(AzureAccountRoutes.ACCOUNTS, account, made)));
    }
    return account;
  }
}
