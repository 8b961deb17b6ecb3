package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ActionCapability;
import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.Coordinate;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.schemas.v1.CommandAction;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's admin API: SUSPEND narrows a key's scopes, RESTORE puts the recorded ones back, REVOKE
 * deletes the key, CAP limits the money of the key's whole project per month. Needs the project of
 * the key: parameter {@code project_id}, or an account that starts with {@code proj_}. Thread-safe.
 */
public final class OpenAiExecutor extends HttpKeyExecutor {
  /** The provider's public address. */
  public static final URI PUBLIC_URL = URI.create("https://api.openai.com/v1");

  static final Coordinate PROJECT = new Coordinate("project_id", "proj_");

  // "The same authentication-cache propagation as dashboard edits", without a number.
  private static final Duration KEY_LAG = Duration.ofSeconds(60);
  private static final Duration CAP_LAG = Duration.ofMinutes(5);

  private final ExecutorCapabilities capabilities;
  private final OpenAiScopes scopes;
  private final OpenAiDeletion deletion;
  private final OpenAiSpendLimit limit;

  /**
   * Makes an executor.
   *
   * @param config its base address ends with {@code /v1}
   * @param adminKey {@code sk-admin-…}; kept in memory only
   * @param clock tells expired keys
   */
  public OpenAiExecutor(ProviderConfig config, String adminKey, InstantSource clock) {
    URI base = config.baseUrl() == null ? PUBLIC_URL : config.baseUrl();
    Map<String, String> headers = Map.of("Authorization", "Bearer " + adminKey);
    ProviderHttp http = new ProviderHttp(base, headers, config);
    OpenAiKeyReader reader = new OpenAiKeyReader(http, clock);
    OpenAiScopeHistory history = new OpenAiScopeHistory(http);
    this.scopes = new OpenAiScopes(http, reader, history, config.suspendScopes());
    this.deletion = new OpenAiDeletion(http, reader);
    this.limit = new OpenAiSpendLimit(http, reader);
    this.capabilities =
        new ExecutorCapabilities("openai", actions(), Set.copyOf(config.ownKeyIds()));
  }

  private static Map<CommandAction, ActionCapability> actions() {
    List<Coordinate> project = List.of(PROJECT);
    List<Coordinate> money = List.of(PROJECT, Coordinate.parameter("limit_usd"));
    return Map.of(
        CommandAction.SUSPEND, new ActionCapability(Scope.KEY, true, KEY_LAG, project),
        CommandAction.RESTORE, new ActionCapability(Scope.KEY, true, KEY_LAG, project),
        CommandAction.REVOKE, new ActionCapability(Scope.KEY, false, KEY_LAG, project),
        CommandAction.CAP, new ActionCapability(Scope.PROJECT, true, CAP_LAG, money));
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  Preparation look(ExecutionRequest request) {
    return switch (request.action()) {
      case SUSPEND -> scopes.suspend(request);
      case RESTORE ->
          request.parameter(OpenAiSpendLimit.BEFORE) != null
              ? limit.restore(request)
              : scopes.restore(request);
      case REVOKE -> deletion.revoke(request);
      case CAP -> limit.cap(request);
      case THROTTLE, UNSPECIFIED -> unsupported(request);
    };
  }
}
