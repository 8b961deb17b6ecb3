package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.StandInConfig;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnthropicExecutorTest extends ExecutorContractTest {
  private int seeded;

  @Override
  URI address() {
    return server.anthropic();
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    return new AnthropicExecutor(config, adminKey);
  }

  @Override
  String adminKey() {
    return StandInConfig.ANTHROPIC_ADMIN_KEY;
  }

  @Override
  Credential seed() {
    seeded++;
    String id =
        cloud.seed(
            JsonNodeFactory.instance
                .objectNode()
                .put("id", "apikey_" + seeded)
                .put("secret", SECRET + seeded));
    return new Credential("anthropic", "default", id);
  }

  @Override
  int use() {
    return ModelCalls.status(address().resolve("/v1/messages"), "x-api-key: " + SECRET + seeded);
  }

  @Override
  int refusedStatus() {
    return 401;
  }

  @Override
  String unknownId() {
    return "apikey_unknown";
  }

  @Override
  String suspendOperation() {
    return "POST api_keys apikey_1";
  }

  @Override
  String revokeOperation() {
    return "POST api_keys apikey_1";
  }

  @Test
  void shouldTakeAnArchivedKeyForSuspended() {
    run(CommandAction.REVOKE, 1, Map.of());

    assertThat(run(CommandAction.SUSPEND, 1, Map.of())).isInstanceOf(ExecutionResult.Already.class);
    ExecutionResult restore = run(CommandAction.RESTORE, 1, Map.of());
    assertThat(((ExecutionResult.Failed) restore).reason()).isEqualTo(OutcomeReason.NOT_REVERSIBLE);
  }

  @Test
  void shouldDeclareNoCap() {
    assertThat(executor.capabilities().actions())
        .containsOnlyKeys(CommandAction.SUSPEND, CommandAction.RESTORE, CommandAction.REVOKE);
    assertThat(run(CommandAction.CAP, 1, Map.of())).isInstanceOf(ExecutionResult.Failed.class);
  }
}
