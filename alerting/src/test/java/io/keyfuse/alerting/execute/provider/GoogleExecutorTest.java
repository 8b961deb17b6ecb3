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

class GoogleExecutorTest extends ExecutorContractTest {
  private static final Map<String, String> BY_DELETION = Map.of("suspend_by", "deletion");

  private int seeded;

  @Override
  URI address() {
    return server.at(StandInProvider.GOOGLE);
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    return new GoogleExecutor(config, () -> adminKey);
  }

  @Override
  String adminKey() {
    return StandInProvider.GOOGLE.adminKey();
  }

  @Override
  Credential seed() {
    seeded++;
    var wish =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "uid-" + seeded)
            .put("project", "project-1")
            .put("secret", SECRET + seeded);
    wish.putObject("restrictions").putArray("apiTargets").addObject().put("service", "g");
    return new Credential("google", "project-1", cloud.seed(wish));
  }

  @Override
  int use() {
    return ModelCalls.status(
        address().resolve("/v1beta/models/m:generateContent"),
        "x-goog-api-key: " + SECRET + seeded);
  }

  @Override
  int refusedStatus() {
    return 403;
  }

  @Override
  int revokedStatus() {
    return 403;
  }

  @Override
  String unknownId() {
    return "uid-unknown";
  }

  @Override
  String suspendOperation() {
    return "PATCH key " + key.getKeyId();
  }

  @Override
  String revokeOperation() {
    return "DELETE key " + key.getKeyId();
  }

  @Override
  String changeMethod(CommandAction action) {
    return action == CommandAction.REVOKE ? "DELETE" : "PATCH";
  }

  @Test
  void shouldKeepTheOldRestrictionsForTheRestore() {
    Applied suspended = (Applied) run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(suspended.before())
        .containsEntry("restrictions", "{\"apiTargets\":[{\"service\":\"g\"}]}");
    assertThat(suspended.after().get("restrictions")).contains("192.0.2.1", "apiTargets");
    Failed unknown = (Failed) run(CommandAction.RESTORE, 1, Map.of());
    assertThat(unknown.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(unknown.detail()).contains("restrictions");
    assertThat(run(CommandAction.RESTORE, 1, Map.of("restrictions", "none")))
        .isInstanceOf(Applied.class);
    assertThat(use()).isEqualTo(200);
  }

  @Test
  void shouldReplaceAnotherKindOfClientRestriction() {
    run(
        CommandAction.RESTORE,
        1,
        Map.of("restrictions", "{\"browserKeyRestrictions\":{\"allowedReferrers\":[\"a.b\"]}}"));

    Applied suspended = (Applied) run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(suspended.before().get("restrictions")).contains("browserKeyRestrictions");
    assertThat(suspended.after().get("restrictions")).doesNotContain("browserKeyRestrictions");
  }

  @Test
  void shouldSuspendByDeletionAndUndelete() {
    Applied suspended = (Applied) run(CommandAction.SUSPEND, 1, BY_DELETION);
    assertThat(use()).isEqualTo(403);
    assertThat(run(CommandAction.SUSPEND, 2, BY_DELETION)).isInstanceOf(Already.class);
    assertThat(run(CommandAction.REVOKE, 1, Map.of())).isInstanceOf(Already.class);

    assertThat(run(CommandAction.RESTORE, 1, suspended.before())).isInstanceOf(Applied.class);

    assertThat(run(CommandAction.RESTORE, 2, suspended.before())).isInstanceOf(Already.class);
    assertThat(use()).isEqualTo(200);
    assertThat(cloud.effects()).containsExactly("DELETE key uid-1", "UNDELETE key uid-1");
  }

  @Test
  void shouldFindAKeyByTheNameThatUsageHasAndOnALaterPage() {
    for (int more = 0; more < 4; more++) {
      key = seed();
    }
    key = new Credential("google", "project-1", "apikey:" + key.getKeyId());

    assertThat(run(CommandAction.SUSPEND, 1, Map.of())).isInstanceOf(Applied.class);
    assertThat(cloud.effects()).containsExactly("PATCH key uid-5");
  }

  @Test
  void shouldFailForAProjectItMayNotSee() {
    Failed failed = (Failed) run(CommandAction.SUSPEND, 1, Map.of("project_id", "another"));

    assertThat(failed.reason()).isEqualTo(OutcomeReason.ADMIN_CREDENTIAL_REFUSED);
    assertThat(failed.detail()).contains("PERMISSION_DENIED");
  }

  @Test
  void shouldRefuseAWayToSuspendThatItDoesNotKnow() {
    Failed failed = (Failed) run(CommandAction.SUSPEND, 1, Map.of("suspend_by", "magic"));

    assertThat(failed.detail()).contains("suspend_by");
  }
}
