package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ExecutionResult.Already;
import io.keyfuse.alerting.execute.ExecutionResult.Applied;
import io.keyfuse.alerting.execute.ExecutionResult.Failed;
import io.keyfuse.alerting.execute.ExecutionResult.Retry;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.Fault;
import io.keyfuse.testkit.provider.StandInProvider;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureExecutorTest extends ExecutorContractTest {
  private int seeded;

  @Override
  URI address() {
    return server.at(StandInProvider.AZURE);
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    return new AzureExecutor(config, () -> adminKey);
  }

  @Override
  String adminKey() {
    return StandInProvider.AZURE.adminKey();
  }

  @Override
  Credential seed() {
    seeded++;
    var wish = JsonNodeFactory.instance.objectNode().put("id", "account-" + seeded);
    return new Credential("azure", cloud.seed(wish.put("secret", SECRET + seeded)), "key1");
  }

  @Override
  Map<String, String> coordinates() {
    return Map.of("subscription_id", "sub-1", "resource_group", "group-1");
  }

  @Override
  int use() {
    return ModelCalls.status(
        address().resolve("/openai/deployments/d/chat/completions"), "api-key: " + SECRET + seeded);
  }

  @Override
  int refusedStatus() {
    return 403;
  }

  @Override
  String unknownId() {
    return "key3";
  }

  @Override
  String suspendOperation() {
    return "PATCH account " + key.getAccount();
  }

  @Override
  String revokeOperation() {
    return "REGENERATE " + key.getAccount() + "/Key1";
  }

  @Override
  String changeMethod(CommandAction action) {
    return action == CommandAction.REVOKE ? "POST" : "PATCH";
  }

  @Override
  CommandAction[] repeatable() {
    return new CommandAction[] {CommandAction.SUSPEND};
  }

  /** The account's switch can be put back; the old key stays dead. */
  @Override
  @Test
  void shouldNotRestoreWhatIsRevoked() {
    run(CommandAction.REVOKE, 1, Map.of());

    assertThat(run(CommandAction.RESTORE, 1, Map.of())).isInstanceOf(Already.class);
    assertThat(cloud.effects()).hasSize(1);
    assertThat(use()).isEqualTo(401);
  }

  @Test
  void shouldNotSendARegenerationAgainWhoseAnswerWasLost() {
    Fault[] faults = {
      Fault.next(Fault.Kind.RESET, 1),
      Fault.next(Fault.Kind.WRONG_JSON, 1),
      Fault.next(Fault.Kind.STATUS, 1).withStatus(500, -1),
    };
    for (Fault fault : faults) {
      key = seed();
      int before = cloud.effects().size();
      cloud.plan(fault.on("POST", true));

      ExecutionResult lost = run(CommandAction.REVOKE, 1, Map.of());

      assertThat(lost).as(fault.toString()).isInstanceOf(Failed.class);
      assertThat(((Failed) lost).reason()).isEqualTo(OutcomeReason.NOT_CONFIRMED);
      assertThat(lost.detail()).contains("Key1 may be new already");
      assertThat(cloud.effects()).hasSize(before + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 429})
  void shouldSendARegenerationAgainThatWasTurnedDown(int status) {
    cloud.plan(Fault.next(Fault.Kind.STATUS, 1).withStatus(status, 3).on("POST", false));

    assertThat(run(CommandAction.REVOKE, 1, Map.of())).isInstanceOf(Retry.class);
    assertThat(run(CommandAction.REVOKE, 2, Map.of())).isInstanceOf(Applied.class);
    assertThat(cloud.effects()).hasSize(1);
  }

  @Test
  void shouldRenewBothKeysWhenNobodyKnowsWhichOneItIs() {
    key = new Credential("azure", key.getAccount(), "unattributed");

    Failed unnamed = (Failed) run(CommandAction.REVOKE, 1, Map.of());
    ExecutionResult both = run(CommandAction.REVOKE, 1, Map.of("key_name", "both"));

    assertThat(unnamed.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(unnamed.detail()).contains("key_name");
    assertThat(both).isInstanceOf(Applied.class);
    assertThat(both.toString()).doesNotContain("secret-two", "new-secret");
    assertThat(cloud.effects())
        .containsExactly("REGENERATE account-1/Key1", "REGENERATE account-1/Key2");
  }

  @ParameterizedTest
  @CsvSource({
    "subscription_id,''",
    "resource_group,a/b",
    "resource_group,group.",
    "subscription_id,.."
  })
  void shouldNameTheCoordinateThatIsMissing(String name, String value) {
    Failed failed = (Failed) run(CommandAction.SUSPEND, 1, Map.of(name, value));

    assertThat(failed.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(failed.detail()).contains(name);
  }

  @Test
  void shouldFailForAnAccountThatIsNotThere() {
    key = new Credential("azure", "nobody", "key1");

    assertThat(((Failed) run(CommandAction.SUSPEND, 1, Map.of())).reason())
        .isEqualTo(OutcomeReason.UNKNOWN_KEY);
  }

  @Test
  void shouldNotWaitForALock() {
    assertThat(RetryClass.of(409, "ScopeLocked")).isEqualTo(RetryClass.PERMANENT);
    assertThat(RetryClass.of(409, "AnotherOperationInProgress")).isEqualTo(RetryClass.RETRY);
  }
}
