package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionResult.Already;
import io.keyfuse.alerting.execute.ExecutionResult.Applied;
import io.keyfuse.alerting.execute.ExecutionResult.Failed;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.StandInProvider;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortkeyExecutorTest extends ExecutorContractTest {
  private int seeded;

  @Override
  URI address() {
    return server.at(StandInProvider.PORTKEY);
  }

  @Override
  URI base() {
    return URI.create(address() + "/v1");
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    return new PortkeyExecutor(config.withUnverified(), adminKey);
  }

  @Override
  String adminKey() {
    return StandInProvider.PORTKEY.adminKey();
  }

  @Override
  Credential seed() {
    seeded++;
    var wish = JsonNodeFactory.instance.objectNode().put("id", "pk-id-" + seeded);
    wish.putArray("rate_limits")
        .addObject()
        .put("type", "tokens")
        .put("unit", "rpd")
        .put("value", 9);
    return new Credential("portkey", "default", cloud.seed(wish.put("secret", SECRET + seeded)));
  }

  @Override
  int use() {
    return ModelCalls.status(
        URI.create(base() + "/chat/completions"), "x-portkey-api-key: " + SECRET + seeded);
  }

  @Override
  int refusedStatus() {
    return 429;
  }

  @Override
  String unknownId() {
    return "pk-id-unknown";
  }

  @Override
  String suspendOperation() {
    return "PUT api-keys " + key.getKeyId();
  }

  @Override
  String revokeOperation() {
    return "DELETE api-keys " + key.getKeyId();
  }

  @Override
  String changeMethod(CommandAction action) {
    return action == CommandAction.REVOKE ? "DELETE" : "PUT";
  }

  @Override
  boolean restoresFromNothing(CommandAction action) {
    return action != CommandAction.CAP;
  }

  @Test
  void shouldDeclareOnlyWhatIsVerifiedUnlessToldOtherwise() {
    executor = new PortkeyExecutor(config(), adminKey());

    assertThat(executor.capabilities().actions())
        .containsOnlyKeys(CommandAction.THROTTLE, CommandAction.REVOKE, CommandAction.RESTORE);
    Failed suspend = (Failed) run(CommandAction.SUSPEND, 1, Map.of());
    assertThat(suspend.reason()).isEqualTo(OutcomeReason.UNSUPPORTED_ACTION);
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldThrottleBesideOtherLimitsAndNeverRaise() {
    Applied applied = (Applied) run(CommandAction.THROTTLE, 1, Map.of("limit_rpm", "10"));

    assertThat(applied.after().get("rate_limits")).contains("\"value\":10", "\"unit\":\"rpd\"");
    assertThat(run(CommandAction.THROTTLE, 1, Map.of("limit_rpm", "60")))
        .isInstanceOf(Already.class);
    assertThat(run(CommandAction.THROTTLE, 1, Map.of("limit_rpm", "1")))
        .isInstanceOf(Applied.class);
    Applied restored = (Applied) run(CommandAction.RESTORE, 1, applied.before());
    assertThat(restored.after()).isEqualTo(applied.before());
  }

  @Test
  void shouldCapInWholeDollarsAndSayThatALimitCannotBeTakenAway() {
    use();

    Applied first = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "20.90"));

    assertThat(first.after().get("usage_limits")).contains("\"credit_limit\":20");
    assertThat(run(CommandAction.CAP, 1, Map.of("limit_usd", "50"))).isInstanceOf(Already.class);
    Applied lower = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "0"));
    assertThat(lower.after().get("usage_limits")).contains("\"credit_limit\":1,");
    assertThat(run(CommandAction.RESTORE, 1, lower.before())).isInstanceOf(Applied.class);
    Failed none = (Failed) run(CommandAction.RESTORE, 1, first.before());
    assertThat(none.reason()).isEqualTo(OutcomeReason.NOT_REVERSIBLE);
  }

  @Test
  void shouldNotGuessWhatWasThereBefore() {
    run(CommandAction.SUSPEND, 1, Map.of());

    Failed bare = (Failed) run(CommandAction.RESTORE, 1, Map.of());
    Failed broken = (Failed) run(CommandAction.RESTORE, 1, Map.of("rate_limits", "{"));

    assertThat(bare.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(bare.detail()).contains("rate_limits");
    assertThat(broken.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(use()).isEqualTo(429);
  }
}
