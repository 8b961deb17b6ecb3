package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ExecutionResult.Already;
import io.keyfuse.alerting.execute.ExecutionResult.Applied;
import io.keyfuse.alerting.execute.ExecutionResult.Failed;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.Fault;
import io.keyfuse.testkit.provider.StandInConfig;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiExecutorTest extends ExecutorContractTest {
  private int seeded;

  @Override
  URI address() {
    return server.openAi();
  }

  @Override
  URI base() {
    return URI.create(address() + "/v1");
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    return new OpenAiExecutor(config, adminKey, InstantSource.system());
  }

  @Override
  String adminKey() {
    return StandInConfig.OPENAI_ADMIN_KEY;
  }

  @Override
  Credential seed() {
    seeded++;
    ObjectNode wish = wish("key_" + seeded);
    wish.putArray("scopes").add("api.model.request").add("api.files.read");
    return new Credential("openai", "org-acme", cloud.seed(wish));
  }

  private ObjectNode wish(String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("secret", SECRET + id)
        .put("project", "proj_1");
  }

  @Override
  Map<String, String> coordinates() {
    return Map.of("project_id", "proj_1");
  }

  @Override
  int use() {
    return use(SECRET + "key_" + seeded);
  }

  private int use(String secret) {
    return ModelCalls.status(
        address().resolve("/v1/chat/completions"), "Authorization: Bearer " + secret);
  }

  @Override
  int refusedStatus() {
    return 403;
  }

  @Override
  String unknownId() {
    return "key_unknown";
  }

  @Override
  String suspendOperation() {
    return "POST api_keys key_1";
  }

  @Override
  String revokeOperation() {
    return "DELETE api_keys key_1";
  }

  @Override
  String changeMethod(CommandAction action) {
    return action == CommandAction.REVOKE ? "DELETE" : "POST";
  }

  @Test
  void shouldRecordTheOldScopesBeforeTheyAreReplaced() {
    Applied applied = (Applied) run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(applied.before())
        .containsEntry("scopes", "[\"api.files.read\",\"api.model.request\"]");
    assertThat(applied.after())
        .containsEntry("scopes", "[\"api.files.read\"]")
        .containsEntry("confirmed_by", "audit_log");
  }

  @Test
  void shouldStillTellTheOldScopesWhenFoundSuspended() {
    run(CommandAction.SUSPEND, 1, Map.of());

    Already again = (Already) run(CommandAction.SUSPEND, 2, Map.of());

    assertThat(again.state()).containsEntry("scopes", "[\"api.files.read\",\"api.model.request\"]");
  }

  @Test
  void shouldRestoreFromTheAuditLogWhenNoScopesAreNamed() {
    run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(run(CommandAction.RESTORE, 1, Map.of())).isInstanceOf(Applied.class);
    assertThat(use()).isEqualTo(200);
  }

  @Test
  void shouldNotGuessScopesThatNobodyKnows() {
    Failed failed = (Failed) run(CommandAction.RESTORE, 1, Map.of());
    Failed noArray = (Failed) run(CommandAction.RESTORE, 1, Map.of("scopes", "api.all"));

    assertThat(failed.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(noArray.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldKillWithoutTheAuditLogAfterTwoTries() {
    cloud.plan(Fault.next(Fault.Kind.STATUS, 1).withStatus(403, -1).onPath("audit_logs"));
    assertThat(run(CommandAction.SUSPEND, 1, Map.of())).isInstanceOf(Applied.class);

    key = seed();
    cloud.plan(Fault.next(Fault.Kind.STATUS, 9).withStatus(500, -1).onPath("audit_logs"));
    assertThat(run(CommandAction.SUSPEND, 2, Map.of())).isInstanceOf(ExecutionResult.Retry.class);
    Applied blind = (Applied) run(CommandAction.SUSPEND, 3, Map.of());

    assertThat(blind.before()).isEmpty();
    assertThat(blind.after()).containsEntry("confirmed_by", "answer");
    assertThat(use()).isEqualTo(403);
  }

  @Test
  void shouldTakeAnExpiredKeyForSuspendedAndNotRestoreIt() {
    key = new Credential("openai", "org", cloud.seed(wish("key_old").put("expires_at", 5)));

    assertThat(run(CommandAction.SUSPEND, 1, Map.of())).isInstanceOf(Already.class);
    Failed restore = (Failed) run(CommandAction.RESTORE, 1, Map.of("scopes", "[]"));
    assertThat(restore.reason()).isEqualTo(OutcomeReason.NOT_REVERSIBLE);
  }

  @Test
  void shouldTakeAnAccountThatIsAProjectForTheCoordinate() {
    key = new Credential("openai", "proj_1", key.getKeyId());
    var request = Commands.request(key, CommandAction.SUSPEND, 1, Map.of());

    assertThat(executor.execute(request)).isInstanceOf(Applied.class);
  }

  @Test
  void shouldDeleteAServiceAccountOnlyWhenItIsNamed() {
    ObjectNode wish = wish("key_svc").put("owner_type", "service_account").put("owner_id", "svc_1");
    key = new Credential("openai", "org", cloud.seed(wish));

    Failed unnamed = (Failed) run(CommandAction.REVOKE, 1, Map.of());
    Failed other = (Failed) run(CommandAction.REVOKE, 1, Map.of("service_account_id", "svc_2"));
    var named = Map.of("service_account_id", "svc_1");

    assertThat(unnamed.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(other.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(run(CommandAction.REVOKE, 1, named)).isInstanceOf(Applied.class);
    assertThat(run(CommandAction.REVOKE, 2, named)).isInstanceOf(Already.class);
    assertThat(cloud.effects()).containsExactly("DELETE service_accounts svc_1");
    assertThat(use(SECRET + "key_svc")).isEqualTo(401);
  }

  @Test
  void shouldCapTheProjectOnceAndLiftTheCapAgain() {
    use();
    Map<String, String> limit = Map.of("limit_usd", "0.019");

    Applied capped = (Applied) run(CommandAction.CAP, 1, limit);
    assertThat(run(CommandAction.CAP, 2, limit)).isInstanceOf(Already.class);

    assertThat(capped.before()).containsEntry("spend_limit_cents", "none");
    assertThat(capped.after()).containsEntry("spend_limit_cents", "1");
    assertThat(use()).isEqualTo(429);
    assertThat(run(CommandAction.RESTORE, 1, capped.before())).isInstanceOf(Applied.class);
    assertThat(use()).isEqualTo(200);
    assertThat(cloud.effects())
        .containsExactly("POST spend_limit proj_1", "DELETE spend_limit proj_1");
  }

  @Test
  void shouldNeverRaiseALimitByACap() {
    run(CommandAction.CAP, 1, Map.of("limit_usd", "5"));

    assertThat(run(CommandAction.CAP, 1, Map.of("limit_usd", "50"))).isInstanceOf(Already.class);
    Applied lower = (Applied) run(CommandAction.CAP, 1, Map.of("limit_usd", "2"));
    assertThat(lower.before()).containsEntry("spend_limit_cents", "500");
    run(CommandAction.RESTORE, 1, lower.before());
    assertThat(run(CommandAction.CAP, 1, Map.of("limit_usd", "5"))).isInstanceOf(Already.class);
  }

  @Test
  void shouldFailOnALimitThatIsNoMoney() {
    for (String limit : new String[] {"-1", "x", "", "1e99"}) {
      Failed failed = (Failed) run(CommandAction.CAP, 1, Map.of("limit_usd", limit));
      assertThat(failed.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    }
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldNotTakeAWrongProjectForADeletedKey() {
    Failed failed = (Failed) run(CommandAction.REVOKE, 2, Map.of("project_id", "proj_9"));

    assertThat(failed.reason()).isEqualTo(OutcomeReason.UNKNOWN_KEY);
  }
}
