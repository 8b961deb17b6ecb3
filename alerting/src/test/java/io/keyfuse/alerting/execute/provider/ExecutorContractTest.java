package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ExecutionResult.Already;
import io.keyfuse.alerting.execute.ExecutionResult.Applied;
import io.keyfuse.alerting.execute.ExecutionResult.Failed;
import io.keyfuse.alerting.execute.ExecutionResult.Retry;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every executor promises, proved against its provider's strict stand-in over HTTP. */
abstract class ExecutorContractTest extends CapabilityContractTest {
  private static final int LIMITED = 429;

  /** Calls a model with the victim's secret; returns the HTTP status. */
  abstract int use();

  /** The status with which a suspended key is refused. */
  abstract int refusedStatus();

  /** The status with which a revoked key is refused. */
  int revokedStatus() {
    return 401;
  }

  /** Another key id that the provider has never heard of. */
  abstract String unknownId();

  /** How the stand-in names the change of a suspension. */
  abstract String suspendOperation();

  /** How the stand-in names the change of a revocation. */
  abstract String revokeOperation();

  @Test
  void shouldSuspendOnceAndFindItDoneAfterwards() {
    assertThat(use()).isEqualTo(200);

    ExecutionResult first = run(CommandAction.SUSPEND, 1, Map.of());
    ExecutionResult again = run(CommandAction.SUSPEND, 2, Map.of());

    assertThat(first).isInstanceOf(Applied.class);
    assertThat(first.trace().httpStatus()).isBetween(200, 299);
    assertThat(first.trace().requestId()).isNotBlank();
    assertThat(again).isInstanceOf(Already.class);
    assertThat(cloud.effects()).containsExactly(suspendOperation());
    assertThat(use()).isEqualTo(refusedStatus());
  }

  @Test
  void shouldRestoreWithWhatTheSuspensionRecorded() {
    Applied suspended = (Applied) run(CommandAction.SUSPEND, 1, Map.of());

    ExecutionResult restored = run(CommandAction.RESTORE, 1, suspended.before());
    ExecutionResult again = run(CommandAction.RESTORE, 2, suspended.before());

    assertThat(restored).isInstanceOf(Applied.class);
    assertThat(again).isInstanceOf(Already.class);
    assertThat(use()).isEqualTo(200);
    assertThat(cloud.effects()).hasSize(2);
  }

  @Test
  void shouldRevokeOnceAndFindItDoneAfterwards() {
    ExecutionResult first = run(CommandAction.REVOKE, 1, Map.of());
    ExecutionResult again = run(CommandAction.REVOKE, 2, Map.of());

    assertThat(first).isInstanceOf(Applied.class);
    assertThat(again).isInstanceOf(Already.class);
    assertThat(cloud.effects()).containsExactly(revokeOperation());
    assertThat(use()).isEqualTo(revokedStatus());
  }

  @Test
  void shouldNotRestoreWhatIsRevoked() {
    run(CommandAction.REVOKE, 1, Map.of());

    ExecutionResult result = run(CommandAction.RESTORE, 1, Map.of("scopes", "[]"));

    assertThat(result).isInstanceOf(Failed.class);
    assertThat(cloud.effects()).hasSize(1);
  }

  @Test
  void shouldRevokeASuspendedKey() {
    run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(run(CommandAction.REVOKE, 1, Map.of())).isInstanceOf(Applied.class);
    assertThat(use()).isEqualTo(revokedStatus());
  }

  @Test
  void shouldChangeNothingBeforeTheCallIsMade() {
    Preparation preparation = executor.prepare(request(CommandAction.SUSPEND, 1, Map.of()));

    assertThat(preparation).isInstanceOf(Preparation.Ready.class);
    assertThat(((Preparation.Ready) preparation).before()).isNotEmpty();
    assertThat(cloud.effects()).isEmpty();
    assertThat(use()).isEqualTo(200);
  }

  @Test
  void shouldFailForAnUnknownKey() {
    key = new Credential(key.getProvider(), key.getAccount(), unknownId());

    for (CommandAction action : executor.capabilities().actions().keySet()) {
      Map<String, String> parameters = new HashMap<>(limits());
      parameters.put("scopes", "[]");
      ExecutionResult result = run(action, 1, parameters);
      assertThat(result).as(action.name()).isInstanceOf(Failed.class);
      assertThat(((Failed) result).reason()).isEqualTo(OutcomeReason.UNKNOWN_KEY);
    }
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldFailForAKeyIdThatCouldLeaveItsPlaceInThePath() {
    for (String id : new String[] {"..", "../x", "a/b", "a?b", "a b", "%2e%2e", "a#b", "é"}) {
      key = new Credential(key.getProvider(), key.getAccount(), id);
      ExecutionResult result = run(CommandAction.REVOKE, 1, Map.of());
      assertThat(result).as(id).isInstanceOf(Failed.class);
    }
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldFailLoudlyWithABadAdminKeyAndNotRepeatIt() {
    executor = executor(config(), "sk-wrong-admin-key");

    ExecutionResult result = run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(result).isInstanceOf(Failed.class);
    assertThat(((Failed) result).reason()).isEqualTo(OutcomeReason.ADMIN_CREDENTIAL_REFUSED);
    assertThat(result.detail()).doesNotContain("sk-wrong-admin-key");
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldAskForALaterTryWhenLimitedAndKeepTheWaitThatWasAskedFor() {
    cloud.plan(Fault.next(Fault.Kind.STATUS, 1).withStatus(LIMITED, 7));

    ExecutionResult limited = run(CommandAction.SUSPEND, 1, Map.of());
    ExecutionResult later = run(CommandAction.SUSPEND, 2, Map.of());

    assertThat(limited).isInstanceOf(Retry.class);
    assertThat(((Retry) limited).after()).isEqualTo(Duration.ofSeconds(7));
    assertThat(later).isInstanceOf(Applied.class);
    assertThat(cloud.effects()).containsExactly(suspendOperation());
  }

  @Test
  void shouldAskForALaterTryWhenTheProviderFails() {
    Fault[] faults = {
      Fault.next(Fault.Kind.STATUS, 1).withStatus(500, -1),
      Fault.next(Fault.Kind.STATUS, 1).withStatus(529, -1),
      Fault.next(Fault.Kind.WRONG_JSON, 1),
      Fault.next(Fault.Kind.LATENCY, 1).withLatency(Duration.ofSeconds(20)),
    };
    for (Fault fault : faults) {
      cloud.plan(fault);
      ExecutionResult result = run(CommandAction.SUSPEND, 1, Map.of());
      assertThat(result).as(fault.toString()).isInstanceOf(Retry.class);
      assertThat(((Retry) result).reason()).isEqualTo(OutcomeReason.PROVIDER_UNAVAILABLE);
      assertThat(cloud.effects()).isEmpty();
      cloud.calm();
    }
  }

  @Test
  void shouldHaveOneEffectWhenTheAnswerOfTheChangeIsLost() {
    Fault[] faults = {
      Fault.next(Fault.Kind.RESET, 1),
      Fault.next(Fault.Kind.STATUS, 1).withStatus(502, -1),
      Fault.next(Fault.Kind.WRONG_JSON, 1),
      Fault.next(Fault.Kind.LATENCY, 1).withLatency(Duration.ofSeconds(20)),
    };
    for (CommandAction action : repeatable()) {
      for (Fault fault : faults) {
        int before = cloud.effects().size();
        key = seed();
        cloud.plan(onChange(fault, action));

        ExecutionResult lost = run(action, 1, Map.of());
        ExecutionResult next = run(action, 2, Map.of());

        assertThat(lost).as(action + " " + fault).isInstanceOf(Retry.class);
        assertThat(next).as(action + " " + fault).isInstanceOf(Already.class);
        assertThat(cloud.effects()).hasSize(before + 1);
      }
    }
  }

  @Test
  void shouldAskForALaterTryWhenNobodyListens() {
    server.close();

    assertThat(run(CommandAction.SUSPEND, 1, Map.of())).isInstanceOf(Retry.class);
  }

  @Test
  void shouldLetNoSecretOut() {
    ExecutionResult result = run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(result.toString()).doesNotContain(SECRET).doesNotContain(adminKey());
    assertThat(executor.toString()).doesNotContain(adminKey());
  }

  /** The HTTP method that changes the key. */
  String changeMethod(CommandAction action) {
    return "POST";
  }

  /** The actions whose lost answer a later try makes good. */
  CommandAction[] repeatable() {
    return new CommandAction[] {CommandAction.SUSPEND, CommandAction.REVOKE};
  }

  /** Lets the fault spoil the answer of the action's change. */
  Fault onChange(Fault fault, CommandAction action) {
    return fault.on(changeMethod(action), true);
  }
}
