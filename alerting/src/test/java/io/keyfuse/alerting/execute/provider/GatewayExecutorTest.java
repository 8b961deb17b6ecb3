package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionResult.Already;
import io.keyfuse.alerting.execute.ExecutionResult.Applied;
import io.keyfuse.alerting.execute.ExecutionResult.Failed;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.Fault;
import io.keyfuse.testkit.provider.StandInProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayExecutorTest extends ExecutorContractTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private int seeded;

  @Override
  URI address() {
    return server.at(StandInProvider.GATEWAY);
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    return new GatewayExecutor(gateway(config), adminKey, InstantSource.system());
  }

  private GatewayConfig gateway(ProviderConfig config) {
    URI hook = URI.create(address() + "/keyfuse");
    return new GatewayConfig("my-gateway", hook, null, true, config.requestTimeout());
  }

  @Override
  String adminKey() {
    return StandInProvider.GATEWAY.adminKey();
  }

  @Override
  Credential seed() {
    seeded++;
    var wish = JsonNodeFactory.instance.objectNode().put("id", "gw-" + seeded);
    return new Credential("my-gateway", "default", cloud.seed(wish.put("secret", SECRET + seeded)));
  }

  @Override
  int use() {
    return ModelCalls.status(
        address().resolve("/v1/chat/completions"), "Authorization: Bearer " + SECRET + seeded);
  }

  @Override
  int refusedStatus() {
    return 401;
  }

  @Override
  String unknownId() {
    return "gw-unknown";
  }

  @Override
  String suspendOperation() {
    return "SUSPEND " + key.getKeyId();
  }

  @Override
  String revokeOperation() {
    return "REVOKE " + key.getKeyId();
  }

  @Override
  Fault onChange(Fault fault, CommandAction action) {
    return fault.on("POST", true).onPath("/commands");
  }

  @Test
  void shouldCapAndThrottleAndNeverRaise() {
    Applied capped = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "5.50"));

    assertThat(capped.after()).containsEntry("limit_usd", "5.5");
    assertThat(run(CommandAction.CAP, 1, Map.of("limit_usd", "9"))).isInstanceOf(Already.class);
    Failed text = (Failed) run(CommandAction.THROTTLE, 1, Map.of("limit_rpm", "few"));
    assertThat(text.detail()).contains("limit_rpm");
  }

  @Test
  void shouldNotCapAtAGatewayThatHasNoLimits() {
    GatewayConfig plain =
        new GatewayConfig("my-gateway", gateway(config()).url(), null, false, SECOND);
    executor = new GatewayExecutor(plain, adminKey(), InstantSource.system());

    Failed failed = (Failed) run(CommandAction.CAP, 1, Map.of("limit_usd", "5"));

    assertThat(failed.reason()).isEqualTo(OutcomeReason.UNSUPPORTED_ACTION);
  }

  @Test
  void shouldSignWithTheTimeSoThatOldRequestsAreRefused() {
    InstantSource past = () -> Instant.now().minus(Duration.ofMinutes(10));
    executor = new GatewayExecutor(gateway(config()), adminKey(), past);

    Failed failed = (Failed) run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(failed.reason()).isEqualTo(OutcomeReason.ADMIN_CREDENTIAL_REFUSED);
    assertThat(cloud.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "My Gateway,https://gw/hook,GATEWAY,provider",
    ",https://gw/hook,GATEWAY,provider",
    "gw,,GATEWAY,url",
    "gw,ftp://gw/hook,GATEWAY,url",
    "gw,https://gw/hook,,secret",
    "gw,https://gw/hook,SHORT,secret",
    "gw,https://gw/hook,MISSING,secret",
  })
  void shouldRefuseAGatewayThatCannotWork(String provider, URI url, String env, String field) {
    SecretRef secret = env == null ? null : new SecretRef(env, null);
    GatewayConfig config = new GatewayConfig(provider, url, secret, false, SECOND);
    Map<String, String> environment =
        Map.of("GATEWAY", "a-secret-of-16-characters", "SHORT", "a-short-one");

    assertThatThrownBy(() -> config.resolveSecret("executors.gateways[0]", environment))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("executors.gateways[0]." + field)
        .hasMessageNotContaining("a-short-one");
  }
}
