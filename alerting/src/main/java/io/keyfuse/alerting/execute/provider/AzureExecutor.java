package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.Coordinate;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.Preparation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Azure OpenAI through Azure Resource Manager. An account has two keys that everybody shares and no
 * log tells apart. SUSPEND switches both off ({@code disableLocalAuth}) while callers with Entra
 * tokens go on; RESTORE switches them on; REVOKE makes a new key, see {@link AzureKeys}. A key id
 * is {@code key1}, {@code key2} or {@code unattributed}; the credential's account is the Azure
 * account. Thread-safe.
 */
public final class AzureExecutor extends HttpKeyExecutor {
  /** The provider's public address. */
  public static final URI PUBLIC_URL = URI.create("https://management.azure.com");

  /** Name of the switch among {@code before} and a RESTORE's parameters. */
  static final String DISABLED = "disable_local_auth";

  // The effect "takes a few minutes".
  private static final Duration LAG = Duration.ofMinutes(5);

  private final ExecutorCapabilities capabilities;
  private final AzureAccounts accounts;
  private final AzureKeys keys;

  /**
   * Makes an executor.
   *
   * @param token Entra token for Resource Manager; asked for at each call, because it lives for
   *     about an hour
   */
  public AzureExecutor(ProviderConfig config, Supplier<String> token) {
    URI base = config.baseUrl() == null ? PUBLIC_URL : config.baseUrl();
    ProviderHttp http =
        new ProviderHttp(base, body -> Map.of("Authorization", "Bearer " + token.get()), config);
    this.accounts = new AzureAccounts(http);
    this.keys = new AzureKeys(http, accounts);
    List<Coordinate> place =
        List.of(
            Coordinate.parameter(AzureAccounts.SUBSCRIPTION),
            Coordinate.parameter(AzureAccounts.GROUP));
    this.capabilities =
        new ExecutorCapabilities(
            "azure", switching(Scope.ACCOUNT, LAG, place), Set.copyOf(config.ownKeyIds()));
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  Preparation look(ExecutionRequest request) {
    AzureAccounts.checkKeyId(request);
    return switch (request.action()) {
      case SUSPEND -> switchKeys(request, true);
      case RESTORE -> switchKeys(request, "true".equals(request.parameter(DISABLED)));
      case REVOKE -> keys.revoke(request);
      case CAP, THROTTLE, UNSPECIFIED -> unsupported(request);
    };
  }

  private Preparation switchKeys(ExecutionRequest request, boolean disabled) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("properties").put("disableLocalAuth", disabled);
    return new KeyMove(
            Map.of(DISABLED, String.valueOf(disabled)),
            () -> accounts.patch(request, body),
            () -> accounts.read(request))
        .from(accounts.read(request));
  }
}
