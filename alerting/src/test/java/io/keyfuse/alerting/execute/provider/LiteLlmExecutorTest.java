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
import io.keyfuse.testkit.provider.StandInConfig;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiteLlmExecutorTest extends ExecutorContractTest {
  private int seeded;

  @Override
  URI address() {
    return server.liteLlm();
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    return new LiteLlmExecutor(config, address(), adminKey);
  }

  @Override
  String adminKey() {
    return StandInConfig.LITELLM_MASTER_KEY;
  }

  @Override
  Credential seed() {
    seeded++;
    var wish = JsonNodeFactory.instance.objectNode().put("secret", SECRET + seeded);
    return new Credential("litellm", "proxy-eu", cloud.seed(wish));
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
    return "0".repeat(64);
  }

  @Override
  String suspendOperation() {
    return "POST /key/block " + key.getKeyId();
  }

  @Override
  String revokeOperation() {
    return "POST /key/delete " + key.getKeyId();
  }

  @Override
  boolean restoresFromNothing(CommandAction action) {
    return action == CommandAction.SUSPEND;
  }

  @Test
  void shouldCapTheBudgetAndNeverRaiseIt() {
    use();

    Applied capped = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "0.010"));

    assertThat(capped.before()).containsEntry("max_budget", "none");
    assertThat(run(CommandAction.CAP, 2, Map.of("limit_usd", "0.010"))).isInstanceOf(Already.class);
    assertThat(run(CommandAction.CAP, 1, Map.of("limit_usd", "1000"))).isInstanceOf(Already.class);
    assertThat(use()).isEqualTo(429);
    Failed restore = (Failed) run(CommandAction.RESTORE, 1, capped.before());
    assertThat(restore.reason()).isEqualTo(OutcomeReason.NOT_REVERSIBLE);
    assertThat(cloud.effects()).hasSize(1);
  }

  @Test
  void shouldPutAnOldBudgetBack() {
    run(CommandAction.CAP, 1, Map.of("limit_usd", "100"));
    Applied lower = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "0"));
    assertThat(use()).isEqualTo(429);

    assertThat(lower.before()).containsEntry("max_budget", "100");
    assertThat(run(CommandAction.RESTORE, 1, lower.before())).isInstanceOf(Applied.class);
    assertThat(run(CommandAction.RESTORE, 2, lower.before())).isInstanceOf(Already.class);
    assertThat(use()).isEqualTo(200);
  }

  @Test
  void shouldThrottle() {
    Applied applied = (Applied) run(CommandAction.THROTTLE, 1, Map.of("limit_rpm", "10"));

    assertThat(applied.after()).containsEntry("rpm_limit", "10");
    assertThat(run(CommandAction.THROTTLE, 1, Map.of("limit_rpm", "1")))
        .isInstanceOf(Applied.class);
    assertThat(use()).isEqualTo(200);
    assertThat(use()).isEqualTo(429);
  }

  @Test
  void shouldNeverSendWhatMayBeASecretAsAnId() {
    key = new Credential("litellm", "proxy-eu", SECRET + seeded);

    Failed failed = (Failed) run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(failed.reason()).isEqualTo(OutcomeReason.UNKNOWN_KEY);
    assertThat(failed.detail()).doesNotContain(SECRET);
    assertThat(failed.trace().httpStatus()).isNull();
  }

  @Test
  void shouldKnowItsOwnCredential() {
    assertThat(executor.capabilities().ownKeyIds())
        .singleElement()
        .asString()
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(key.getKeyId());
  }

  @Test
  void shouldFindAKeyDeletedBySomebodyElse() {
    run(CommandAction.REVOKE, 1, Map.of());

    assertThat(run(CommandAction.REVOKE, 1, Map.of())).isInstanceOf(Already.class);
  }
}
