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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Portkey's API keys. THROTTLE sets requests per minute, REVOKE deletes the key, RESTORE puts
 * {@code rate_limits} or {@code usage_limits} back. Portkey has no switch to turn a key off: that a
 * rate limit of 0 stops it (SUSPEND), and that a credit limit counts US dollars (CAP), is not
 * verified, so that both are declared only where the configuration allows what is unverified.
 * Thread-safe.
 */
public final class PortkeyExecutor extends HttpKeyExecutor {
  /** The provider's public address. */
  public static final URI PUBLIC_URL = URI.create("https://api.portkey.ai/v1");

  // The provider publishes no figure; a minute covers the credential caches seen elsewhere.
  private static final Duration LAG = Duration.ofSeconds(60);

  private final ExecutorCapabilities capabilities;
  private final PortkeyKeys keys;
  private final boolean unverified;

  /**
   * Makes an executor.
   *
   * @param adminKey admin or service key; kept in memory only
   */
  public PortkeyExecutor(ProviderConfig config, String adminKey) {
    URI base = config.baseUrl() == null ? PUBLIC_URL : config.baseUrl();
    this.keys =
        new PortkeyKeys(new ProviderHttp(base, Map.of("x-portkey-api-key", adminKey), config));
    this.unverified = config.allowUnverified();
    this.capabilities =
        new ExecutorCapabilities("portkey", actions(), Set.copyOf(config.ownKeyIds()));
  }

  private Map<CommandAction, ActionCapability> actions() {
    List<Coordinate> usd = List.of(Coordinate.parameter(Limits.USD));
    List<Coordinate> rpm = List.of(Coordinate.parameter(Limits.RPM));
    Map<CommandAction, ActionCapability> actions = new HashMap<>();
    actions.put(CommandAction.RESTORE, new ActionCapability(Scope.KEY, true, LAG, List.of()));
    actions.put(CommandAction.REVOKE, new ActionCapability(Scope.KEY, false, LAG, List.of()));
    actions.put(CommandAction.THROTTLE, new ActionCapability(Scope.KEY, true, LAG, rpm));
    if (unverified) {
      actions.put(CommandAction.SUSPEND, new ActionCapability(Scope.KEY, true, LAG, List.of()));
      actions.put(CommandAction.CAP, new ActionCapability(Scope.KEY, true, LAG, usd));
    }
    return actions;
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  Preparation look(ExecutionRequest request) {
    if (!capabilities.actions().containsKey(request.action())) {
      return unsupported(request);
    }
    return switch (request.action()) {
      case SUSPEND -> keys.throttle(request, 0);
      case THROTTLE -> keys.throttle(request, Limits.whole(request, Limits.RPM));
      case CAP -> keys.cap(request, Math.max(1, Limits.whole(request, Limits.USD)));
      case RESTORE -> keys.restore(request);
      case REVOKE -> keys.revoke(request);
      case UNSPECIFIED -> unsupported(request);
    };
  }
}
