package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ActionCapability;
import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.Coordinate;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.schemas.v1.CommandAction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A LiteLLM proxy: SUSPEND blocks a key, RESTORE unblocks it or puts a limit back, REVOKE deletes
 * it, CAP sets its budget, THROTTLE its requests per minute. A key's id is the SHA-256 of its
 * secret in hex. Thread-safe.
 */
public final class LiteLlmExecutor extends HttpKeyExecutor {
  // Each worker of the proxy keeps a key for a minute; half a minute more for the message to it.
  private static final Duration LAG = Duration.ofSeconds(90);

  private final ExecutorCapabilities capabilities;
  private final LiteLlmBlock block;
  private final LiteLlmLimit limit;

  /**
   * Makes an executor.
   *
   * @param baseUrl address of the proxy
   * @param masterKey the proxy's master key or a proxy-admin key; kept in memory only
   */
  public LiteLlmExecutor(ProviderConfig config, URI baseUrl, String masterKey) {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + masterKey, "litellm-changed-by", "keyfuse");
    LiteLlmKeyReader reader = new LiteLlmKeyReader(new ProviderHttp(baseUrl, headers, config));
    this.block = new LiteLlmBlock(reader);
    this.limit = new LiteLlmLimit(reader);
    Set<String> own = new HashSet<>(config.ownKeyIds());
    own.add(sha256(masterKey));
    this.capabilities = new ExecutorCapabilities("litellm", actions(), own);
  }

  private static Map<CommandAction, ActionCapability> actions() {
    List<Coordinate> usd = List.of(Coordinate.parameter(Limits.USD));
    List<Coordinate> rpm = List.of(Coordinate.parameter(Limits.RPM));
    return Map.of(
        CommandAction.SUSPEND, new ActionCapability(Scope.KEY, true, LAG, List.of()),
        CommandAction.RESTORE, new ActionCapability(Scope.KEY, true, LAG, List.of()),
        CommandAction.REVOKE, new ActionCapability(Scope.KEY, false, LAG, List.of()),
        CommandAction.CAP, new ActionCapability(Scope.KEY, true, LAG, usd),
        CommandAction.THROTTLE, new ActionCapability(Scope.KEY, true, LAG, rpm));
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return capabilities;
  }

  @Override
  Preparation look(ExecutionRequest request) {
    return switch (request.action()) {
      case SUSPEND -> block.set(request, true);
      case RESTORE -> limit.named(request) ? limit.restore(request) : block.set(request, false);
      case REVOKE -> block.revoke(request);
      case CAP -> limit.lower(request, LiteLlmLimit.BUDGET, Limits.usd(request));
      case THROTTLE -> limit.lower(request, LiteLlmLimit.RATE, Limits.number(request, Limits.RPM));
      case UNSPECIFIED -> unsupported(request);
    };
  }

  private static String sha256(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
