package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Accounts of Azure's AI services: where they are, what state they are in. Thread-safe. */
final class AzureAccounts {
  static final String SUBSCRIPTION = "subscription_id";
  static final String GROUP = "resource_group";

  private static final String VERSION = "?api-version=2025-09-01";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.()-]{0,89}");
  private static final Set<String> KEY_IDS = Set.of("key1", "key2", "unattributed");
  private static final Set<String> SETTLED = Set.of("Succeeded", "Failed", "Canceled");

  private final ProviderHttp http;

  AzureAccounts(ProviderHttp http) {
    this.http = http;
  }

  static void checkKeyId(ExecutionRequest request) {
    if (!KEY_IDS.contains(request.keyId())) {
      throw ProviderCallException.failed(
          "the key id is none of key1, key2 and unattributed",
          OutcomeReason.UNKNOWN_KEY,
          ProviderTrace.NONE);
    }
  }

  /** Returns the account's path with an operation below it, or none. */
  static String path(ExecutionRequest request, String operation) {
    return "/subscriptions/"
        + name(SUBSCRIPTION, request.parameter(SUBSCRIPTION))
        + "/resourceGroups/"
        + name(GROUP, request.parameter(GROUP))
        + "/providers/Microsoft.CognitiveServices/accounts/"
        + name("account", request.command().getCredential().getAccount())
        + operation
        + VERSION;
  }

  /** Reads the account; a change under way is waited for a little. */
  KeyView read(ExecutionRequest request) {
    String path = path(request, "");
    ProviderAnswer account =
        ShortWait.until(
            AzureAccounts::isSettled, () -> http.get(path).orThrow("reading the account"));
    if (!isSettled(account)) {
      throw ProviderCallException.unconfirmed("a change is still under way", account.trace());
    }
    JsonNode disabled = properties(account).path("disableLocalAuth");
    return new KeyView(
        account.trace(), Map.of(AzureExecutor.DISABLED, String.valueOf(disabled.asBoolean(false))));
  }

  ProviderTrace patch(ExecutionRequest request, ObjectNode body) {
    return http.patch(path(request, ""), body).orThrow("changing the account").trace();
  }

  private static boolean isSettled(ProviderAnswer account) {
    return SETTLED.contains(properties(account).path("provisioningState").asText());
  }

  private static JsonNode properties(ProviderAnswer account) {
    JsonNode properties = account.body().path("properties");
    if (!properties.isObject()) {
      throw account.unreadable("the answer has no properties");
    }
    return properties;
  }

  private static String name(String parameter, @Nullable String value) {
    if (value == null || !NAME.matcher(value).matches() || value.endsWith(".")) {
      throw ProviderCallException.failed(
          parameter + " is missing or no name of Azure's",
          OutcomeReason.MISSING_COORDINATE,
          ProviderTrace.NONE);
    }
    return value;
  }
}
