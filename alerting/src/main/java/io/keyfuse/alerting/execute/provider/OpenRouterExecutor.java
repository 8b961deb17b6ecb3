package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ActionCapability;
import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.Coordinate;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.schemas.v1.CommandAction;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * OpenRouter's keys API under a management key: SUSPEND disables a key, CAP sets its limit in US
 * dollars, RESTORE undoes either, REVOKE deletes it, which is final. A key's id is its {@code
 * hash}. A lower limit in force stays. A limit counts what the key spends between two resets, or
 * ever where it has none. Thread-safe.
 */
public final class OpenRouterExecutor extends HttpKeyExecutor {
  /** The provider's public address. */
  public static final URI PUBLIC_URL = URI.create("https://openrouter.ai/api/v1");

  /** Name of the limit among {@code before} and a RESTORE's parameters: US dollars, or none. */
  static final String LIMIT = "limit";

  private static final String DISABLED = "disabled";
  // The provider publishes no figure; a minute covers the credential caches seen elsewhere.
  private static final Duration LAG = Duration.ofSeconds(60);

  private final ProviderHttp http;
  private final ExecutorCapabilities capabilities;

  /**
   * Makes an executor.
   *
   * @param managementKey cannot call models; kept in memory only
   */
  public OpenRouterExecutor(ProviderConfig config, String managementKey) {
    URI base = config.baseUrl() == null ? PUBLIC_URL : config.baseUrl();
    this.http = new ProviderHttp(base, Map.of("Authorization", "Bearer " + managementKey), config);
    Map<CommandAction, ActionCapability> actions = switching(Scope.KEY, LAG, List.of());
    List<Coordinate> usd = List.of(Coordinate.parameter(Limits.USD));
    actions.put(CommandAction.CAP, new ActionCapability(Scope.KEY, true, LAG, usd));
    this.capabilities =
        new ExecutorCapabilities("openrouter", actions, Set.copyOf(config.ownKeyIds()));
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  Preparation look(ExecutionRequest request) {
    return switch (request.action()) {
      case SUSPEND -> moveTo(request, Map.of(DISABLED, "true")).from(read(request));
      case RESTORE -> restore(request);
      case CAP -> cap(request);
      case REVOKE -> new KeyDeletion(http, path(request), OpenRouterExecutor::view).of(request);
      case THROTTLE, UNSPECIFIED -> unsupported(request);
    };
  }

  /** Enables the key unless the command names another state, and puts a limit back it names. */
  private Preparation restore(ExecutionRequest request) {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put(DISABLED, String.valueOf("true".equals(request.parameter(DISABLED))));
    if (request.parameter(LIMIT) != null) {
      wanted.put(LIMIT, Limits.plainOrNone(request, LIMIT));
    }
    return moveTo(request, wanted).from(read(request));
  }

  private Preparation cap(ExecutionRequest request) {
    BigDecimal wanted = Limits.usd(request);
    KeyView key = read(request);
    String present = key.state().getOrDefault(LIMIT, Limits.NONE);
    if (!present.equals(Limits.NONE) && new BigDecimal(present).compareTo(wanted) <= 0) {
      return already(key.trace(), "the key's limit already is " + present, key.state());
    }
    return moveTo(request, Map.of(LIMIT, Limits.plain(wanted))).from(key);
  }

  private KeyMove moveTo(ExecutionRequest request, Map<String, String> wanted) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    String disabled = wanted.get(DISABLED);
    if (disabled != null) {
      body.put(DISABLED, Boolean.parseBoolean(disabled));
    }
    String limit = wanted.get(LIMIT);
    if (limit != null) {
      body.put(LIMIT, limit.equals(Limits.NONE) ? null : new BigDecimal(limit));
    }
    return new KeyMove(
        wanted,
        () -> http.patch(path(request), body).orThrow("setting the key").trace(),
        () -> read(request));
  }

  private KeyView read(ExecutionRequest request) {
    return view(http.get(path(request)).orThrow("reading the key"));
  }

  private static KeyView view(ProviderAnswer answer) {
    JsonNode data = answer.body().path("data");
    if (!data.path(DISABLED).isBoolean()) {
      throw answer.unreadable("the answer does not say whether the key is disabled");
    }
    Map<String, String> state =
        Map.of(DISABLED, data.path(DISABLED).asText(), LIMIT, Limits.plainOrNone(data.path(LIMIT)));
    return new KeyView(answer.trace(), state);
  }

  private static String path(ExecutionRequest request) {
    return "/keys/" + ProviderHttp.segment(request.keyId());
  }
}
