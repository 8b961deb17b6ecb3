package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Anthropic's Admin API: SUSPEND sets a key {@code inactive}, RESTORE {@code active}, REVOKE {@code
 * archived}, which is final. Thread-safe.
 */
public final class AnthropicExecutor extends HttpKeyExecutor {
  /** The provider's public address. */
  public static final URI PUBLIC_URL = URI.create("https://api.anthropic.com");

  private static final String STATUS = "status";
  // The provider publishes no figure; a minute covers the credential caches seen elsewhere.
  private static final Duration LAG = Duration.ofSeconds(60);

  private final ProviderHttp http;
  private final ExecutorCapabilities capabilities;

  /**
   * Makes an executor.
   *
   * @param adminKey {@code sk-ant-admin…}; kept in memory only
   */
  public AnthropicExecutor(ProviderConfig config, String adminKey) {
    URI base = config.baseUrl() == null ? PUBLIC_URL : config.baseUrl();
    Map<String, String> headers = Map.of("x-api-key", adminKey, "anthropic-version", "2023-06-01");
    this.http = new ProviderHttp(base, headers, config);
    this.capabilities =
        new ExecutorCapabilities(
            "anthropic", switching(Scope.KEY, LAG, List.of()), Set.copyOf(config.ownKeyIds()));
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  Preparation look(ExecutionRequest request) {
    return switch (request.action()) {
      case SUSPEND -> toward("inactive", Set.of("inactive", "archived", "expired"), request);
      case REVOKE -> toward("archived", Set.of("archived"), request);
      case RESTORE -> toward("active", Set.of("active"), request);
      case CAP, THROTTLE, UNSPECIFIED -> unsupported(request);
    };
  }

  private Preparation toward(String wanted, Set<String> enough, ExecutionRequest request) {
    String path = "/v1/organizations/api_keys/" + ProviderHttp.segment(request.keyId());
    ProviderAnswer key = http.get(path).orThrow("reading the key");
    String present = key.required(STATUS);
    Map<String, String> before = Map.of(STATUS, present);
    if (enough.contains(present)) {
      return already(key.trace(), "the key already is " + present, before);
    }
    if (wanted.equals("active") && !present.equals("inactive")) {
      throw ProviderCallException.failed(
          "the key is " + present + ", which is final", OutcomeReason.NOT_REVERSIBLE, key.trace());
    }
    return ready(before, () -> set(path, wanted, before));
  }

  private ExecutionResult set(String path, String wanted, Map<String, String> before) {
    ProviderAnswer posted =
        http.post(path, JsonNodeFactory.instance.objectNode().put(STATUS, wanted))
            .orThrow("setting the key " + wanted);
    String present = http.get(path).orThrow("reading the key back").required(STATUS);
    if (!present.equals(wanted)) {
      throw ProviderCallException.unconfirmed(
          "accepted, but the key still reads " + present, posted.trace());
    }
    return new ExecutionResult.Applied(
        posted.trace(), "the key is " + wanted, before, Map.of(STATUS, present));
  }
}
