package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionResult.Already;
import io.keyfuse.alerting.execute.ExecutionResult.Applied;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.testkit.provider.StandInProvider;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenRouterExecutorTest extends ExecutorContractTest {
  private int seeded;

  @Override
  URI address() {
    return server.at(StandInProvider.OPENROUTER);
  }

  @Override
  URI base() {
    return URI.create(address() + "/api/v1");
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    return new OpenRouterExecutor(config, adminKey);
  }

  @Override
  String adminKey() {
    return StandInProvider.OPENROUTER.adminKey();
  }

  @Override
  Credential seed() {
    seeded++;
    var wish = JsonNodeFactory.instance.objectNode().put("secret", SECRET + seeded);
    return new Credential("openrouter", "default", cloud.seed(wish));
  }

  @Override
  int use() {
    return ModelCalls.status(
        URI.create(base() + "/chat/completions"), "Authorization: Bearer " + SECRET + seeded);
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
    return "PATCH keys " + key.getKeyId();
  }

  @Override
  String revokeOperation() {
    return "DELETE keys " + key.getKeyId();
  }

  @Override
  String changeMethod(CommandAction action) {
    return action == CommandAction.REVOKE ? "DELETE" : "PATCH";
  }

  @Test
  void shouldCapTheLimitAndNeverRaiseIt() {
    use();

    Applied capped = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "0.010"));

    assertThat(capped.before()).containsEntry("limit", "none");
    assertThat(capped.after()).containsEntry("limit", "0.01");
    assertThat(run(CommandAction.CAP, 2, Map.of("limit_usd", "0.01"))).isInstanceOf(Already.class);
    assertThat(run(CommandAction.CAP, 1, Map.of("limit_usd", "1000"))).isInstanceOf(Already.class);
    assertThat(use()).isEqualTo(402);
  }

  @Test
  void shouldPutTheOldLimitBackAndNoLimitToo() {
    Applied first = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "100"));
    Applied lower = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "0"));
    assertThat(use()).isEqualTo(402);

    Applied hundred = (Applied) run(CommandAction.RESTORE, 1, lower.before());
    assertThat(hundred.after()).containsEntry("limit", "100");
    assertThat(use()).isEqualTo(200);
    Applied none = (Applied) run(CommandAction.RESTORE, 1, first.before());
    assertThat(none.after()).containsEntry("limit", "none");
    assertThat(run(CommandAction.RESTORE, 2, first.before())).isInstanceOf(Already.class);
  }
}
