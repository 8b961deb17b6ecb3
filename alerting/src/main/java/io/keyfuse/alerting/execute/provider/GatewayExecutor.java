package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ActionCapability;
import io.keyfuse.alerting.execute.ActionCapability.Scope;
import io.keyfuse.alerting.execute.Coordinate;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.alerting.sign.WebhookSignature;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A home-made gateway told by signed webhook. Both calls post the command as JSON: {@code /state}
 * asks how the key is and changes nothing, {@code /commands} has it carried out and must have one
 * effect per {@code command_id}. Both answer {@code {"command_id":…,"state":…}} with the id they
 * were sent, a state {@code active}, {@code suspended} or {@code revoked}, and numbers {@code
 * limit_usd} and {@code limit_rpm} where such limits are in force; 404 says that the key is not
 * known. The header is that of {@link WebhookSignature}. Thread-safe.
 */
public final class GatewayExecutor extends HttpKeyExecutor {
  private static final String STATE = "state";
  private static final String ACTIVE = "active";
  private static final String SUSPENDED = "suspended";
  private static final String REVOKED = "revoked";
  private static final Set<String> STATES = Set.of(ACTIVE, SUSPENDED, REVOKED);
  // A gateway sees each request: only its own caches delay it.
  private static final Duration LAG = Duration.ofSeconds(30);

  private final ProviderHttp http;
  private final ExecutorCapabilities capabilities;

  /**
   * Makes an executor.
   *
   * @param secret key of the signature
   * @param clock the signature's time
   */
  public GatewayExecutor(GatewayConfig config, String secret, InstantSource clock) {
    WebhookSignature signature = new WebhookSignature(secret);
    this.http =
        new ProviderHttp(
            config.url(),
            body ->
                Map.of(
                    WebhookSignature.HEADER,
                    signature.of(body.getBytes(StandardCharsets.UTF_8), clock.instant())),
            config.connection());
    this.capabilities =
        new ExecutorCapabilities(config.provider(), actions(config.limits()), Set.of());
  }

  private static Map<CommandAction, ActionCapability> actions(boolean limits) {
    Map<CommandAction, ActionCapability> actions = switching(Scope.KEY, LAG, List.of());
    if (limits) {
      actions.put(CommandAction.CAP, limited(Limits.USD));
      actions.put(CommandAction.THROTTLE, limited(Limits.RPM));
    }
    return actions;
  }

  private static ActionCapability limited(String parameter) {
    return new ActionCapability(Scope.KEY, true, LAG, List.of(Coordinate.parameter(parameter)));
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
    KeyView key = post("/state", request);
    boolean revoked = REVOKED.equals(key.state().get(STATE));
    return switch (request.action()) {
      case SUSPEND ->
          revoked
              ? already(key.trace(), "the key already is revoked", key.state())
              : toward(request, Map.of(STATE, SUSPENDED), key);
      case REVOKE -> toward(request, Map.of(STATE, REVOKED), key);
      case RESTORE -> restore(request, key, revoked);
      case CAP -> lower(request, Limits.USD, key);
      case THROTTLE -> lower(request, Limits.RPM, key);
      case UNSPECIFIED -> unsupported(request);
    };
  }

  private Preparation restore(ExecutionRequest request, KeyView key, boolean revoked) {
    if (revoked) {
      throw ProviderCallException.failed(
          "the key is revoked, which is final", OutcomeReason.NOT_REVERSIBLE, key.trace());
    }
    Map<String, String> wanted = new TreeMap<>();
    wanted.put(STATE, ACTIVE);
    for (String limit : new String[] {Limits.USD, Limits.RPM}) {
      if (request.parameter(limit) != null) {
        wanted.put(limit, Limits.plainOrNone(request, limit));
      }
    }
    return toward(request, wanted, key);
  }

  /** A lower limit in force stays. */
  private Preparation lower(ExecutionRequest request, String limit, KeyView key) {
    BigDecimal wanted = Limits.number(request, limit);
    String present = key.state().getOrDefault(limit, Limits.NONE);
    if (!present.equals(Limits.NONE) && new BigDecimal(present).compareTo(wanted) <= 0) {
      return already(key.trace(), limit + " already is " + present, key.state());
    }
    return toward(request, Map.of(limit, Limits.plain(wanted)), key);
  }

  private Preparation toward(ExecutionRequest request, Map<String, String> wanted, KeyView key) {
    return new KeyMove(wanted, () -> act(request), () -> post("/state", request)).from(key);
  }

  private ProviderTrace act(ExecutionRequest request) {
    return post("/commands", request).trace();
  }

  private KeyView post(String path, ExecutionRequest request) {
    ProviderAnswer answer = http.post(path, body(request)).orThrow("POST " + path);
    String state = answer.required(STATE);
    boolean ours = answer.required("command_id").equals(request.command().getCommandId());
    if (!ours || !STATES.contains(state)) {
      throw answer.unreadable("the answer is none to this command");
    }
    return new KeyView(
        answer.trace(),
        Map.of(
            STATE,
            state,
            Limits.USD,
            Limits.plainOrNone(answer.body().path(Limits.USD)),
            Limits.RPM,
            Limits.plainOrNone(answer.body().path(Limits.RPM))));
  }

  private static ObjectNode body(ExecutionRequest request) {
    KillSwitchCommand command = request.command();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("command_id", command.getCommandId())
            .put("incident_id", command.getIncidentId())
            .put("epoch", command.getEpoch())
            .put("attempt", request.attempt())
            .put("provider", command.getCredential().getProvider())
            .put("account", command.getCredential().getAccount())
            .put("key_id", command.getCredential().getKeyId())
            .put("action", command.getAction().name())
            .put("reason", command.getReason())
            .put("policy", command.getPolicy())
            .put("issued_at", command.getIssuedAt().toString())
            .put("expires_at", command.getExpiresAt().toString());
    ObjectNode parameters = body.putObject("parameters");
    command.getParameters().forEach(parameters::put);
    return body;
  }
}
