package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ExecutionResult.Already;
import io.keyfuse.alerting.execute.ExecutionResult.Applied;
import io.keyfuse.alerting.execute.ExecutionResult.Failed;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.Fault;
import io.keyfuse.testkit.provider.StandInProvider;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsExecutorTest extends ExecutorContractTest {
  private static final Map<String, String> FULL = Map.of("aws_recipe", "full");

  private int seeded;

  @Override
  URI address() {
    return server.at(StandInProvider.AWS);
  }

  @Override
  KeyExecutor executor(ProviderConfig config, String adminKey) {
    String credential = adminKey.contains(":") ? adminKey : "AKIAWRONGADMIN000001:" + adminKey;
    InstantSource clock = () -> Instant.parse("2026-11-01T12:00:03Z");
    return new AwsExecutor(config, () -> credential, clock);
  }

  @Override
  String adminKey() {
    return StandInProvider.AWS.adminKey();
  }

  @Override
  Credential seed() {
    seeded++;
    return new Credential("aws", "111111111111", seedKey("AKIAVICTIM" + (1_000_000 + seeded)));
  }

  private String seedKey(String id) {
    return cloud.seed(
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("owner_id", "app-" + seeded)
            .put("secret", SECRET + id));
  }

  @Override
  int use() {
    return use(key.getKeyId());
  }

  private int use(String accessKeyId) {
    String scope = "/20261101/us-east-1/bedrock/aws4_request, ";
    return ModelCalls.status(
        address().resolve("/model/m/invoke"),
        "Authorization: AWS4-HMAC-SHA256 Credential="
            + accessKeyId
            + scope
            + "SignedHeaders=host;x-amz-date, Signature="
            + "0".repeat(64));
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
    return "AKIAUNKNOWN000000001";
  }

  @Override
  String suspendOperation() {
    return "UpdateAccessKey " + key.getKeyId();
  }

  @Override
  String revokeOperation() {
    return "DeleteAccessKey " + key.getKeyId();
  }

  @Override
  Fault onChange(Fault fault, CommandAction action) {
    String name = action == CommandAction.REVOKE ? "DeleteAccessKey" : "UpdateAccessKey";
    return fault.on("POST", true).onPath("Action=" + name);
  }

  @Test
  void shouldDenyFirstThenSwitchTheKeyOffThenEndItsSessions() {
    Applied applied = (Applied) run(CommandAction.SUSPEND, 1, FULL);

    assertThat(cloud.effects())
        .containsExactly(
            "PutUserPolicy app-1/KeyfuseDenyBedrock",
            "UpdateAccessKey " + key.getKeyId(),
            "PutUserPolicy app-1/KeyfuseRevokeSessions");
    assertThat(applied.before())
        .containsEntry("aws_recipe", "full")
        .containsEntry("deny_policy", "absent")
        .containsEntry("active_access_keys", key.getKeyId());
    assertThat(run(CommandAction.SUSPEND, 2, FULL)).isInstanceOf(Already.class);
    assertThat(cloud.effects()).hasSize(3);
    assertThat(use()).isEqualTo(403);
  }

  @Test
  void shouldUndoTheWholeRecipeAndLiftThePolicyLast() {
    Applied applied = (Applied) run(CommandAction.SUSPEND, 1, FULL);

    assertThat(run(CommandAction.RESTORE, 1, applied.before())).isInstanceOf(Applied.class);

    assertThat(cloud.effects().subList(3, 6))
        .containsExactly(
            "UpdateAccessKey " + key.getKeyId(),
            "DeleteUserPolicy app-1/KeyfuseRevokeSessions",
            "DeleteUserPolicy app-1/KeyfuseDenyBedrock");
    assertThat(run(CommandAction.RESTORE, 2, applied.before())).isInstanceOf(Already.class);
    assertThat(use()).isEqualTo(200);
  }

  @Test
  void shouldGoOnWhereAnEarlierTryEnded() {
    cloud.plan(
        Fault.next(Fault.Kind.STATUS, 1).withStatus(500, -1).onPath("Action=UpdateAccessKey"));

    ExecutionResult broken = run(CommandAction.SUSPEND, 1, FULL);
    ExecutionResult whole = run(CommandAction.SUSPEND, 2, FULL);

    assertThat(broken).isInstanceOf(ExecutionResult.Retry.class);
    assertThat(whole).isInstanceOf(Applied.class);
    assertThat(cloud.effects()).hasSize(3);
  }

  @Test
  void shouldDenyBedrockToAUserWhoseKeyIsNotKnown() {
    String accessKey = key.getKeyId();
    key = new Credential("aws", "111111111111", "user/app-1");

    Applied applied = (Applied) run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(cloud.effects()).containsExactly("PutUserPolicy app-1/KeyfuseDenyBedrock");
    assertThat(use(accessKey)).isEqualTo(403);
    assertThat(run(CommandAction.RESTORE, 1, applied.before())).isInstanceOf(Applied.class);
    assertThat(use(accessKey)).isEqualTo(200);
    Failed revoke = (Failed) run(CommandAction.REVOKE, 1, Map.of());
    assertThat(revoke.reason()).isEqualTo(OutcomeReason.UNSUPPORTED_ACTION);
  }

  @Test
  void shouldSwitchOnOnlyTheKeysThatWereOn() {
    seedKey("AKIASECONDKEY0000001");
    run(CommandAction.SUSPEND, 1, Map.of());
    String first = key.getKeyId();
    key = new Credential("aws", "111111111111", "user/app-1");

    Applied applied = (Applied) run(CommandAction.SUSPEND, 1, FULL);
    run(CommandAction.RESTORE, 1, applied.before());

    assertThat(applied.before()).containsEntry("active_access_keys", "AKIASECONDKEY0000001");
    assertThat(use("AKIASECONDKEY0000001")).isEqualTo(200);
    assertThat(use(first)).isEqualTo(403);
    Failed bare = (Failed) run(CommandAction.RESTORE, 1, FULL);
    assertThat(bare.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(bare.detail()).contains("active_access_keys");
  }

  @Test
  void shouldDenyARoleAndAllowItAgain() {
    key = new Credential("aws", "111111111111", "role/app-1-role");

    assertThat(run(CommandAction.SUSPEND, 1, FULL)).isInstanceOf(Applied.class);
    assertThat(run(CommandAction.RESTORE, 1, FULL)).isInstanceOf(Applied.class);

    assertThat(cloud.effects())
        .containsExactly(
            "PutRolePolicy app-1-role/KeyfuseDenyBedrock",
            "PutRolePolicy app-1-role/KeyfuseRevokeSessions",
            "DeleteRolePolicy app-1-role/KeyfuseRevokeSessions",
            "DeleteRolePolicy app-1-role/KeyfuseDenyBedrock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACCABEDROCK000000001", "bedrock-key/app-1"})
  void shouldSwitchBedrockKeysOffAndOn(String keyId) {
    seedKey("ACCABEDROCK000000001");
    key = new Credential("aws", "111111111111", keyId);

    Applied applied = (Applied) run(CommandAction.SUSPEND, 1, Map.of());
    assertThat(run(CommandAction.SUSPEND, 2, Map.of())).isInstanceOf(Already.class);
    assertThat(useBedrockKey()).isEqualTo(403);
    run(CommandAction.RESTORE, 1, applied.before());

    assertThat(useBedrockKey()).isEqualTo(200);
    assertThat(cloud.effects())
        .hasSize(2)
        .allMatch("UpdateServiceSpecificCredential ACCABEDROCK000000001"::equals);
  }

  private int useBedrockKey() {
    return ModelCalls.status(
        address().resolve("/model/m/invoke"),
        "Authorization: Bearer " + SECRET + "ACCABEDROCK000000001");
  }

  @Test
  void shouldDeleteABedrockKey() {
    seedKey("ACCABEDROCK000000001");
    key = new Credential("aws", "111111111111", "ACCABEDROCK000000001");

    assertThat(run(CommandAction.REVOKE, 1, Map.of())).isInstanceOf(Applied.class);
    assertThat(run(CommandAction.REVOKE, 2, Map.of())).isInstanceOf(Already.class);
    assertThat(useBedrockKey()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"user/nobody", "role/nobody", "bedrock-key/nobody", "bedrock-key/app-1"})
  void shouldFailForWhatAwsDoesNotKnow(String keyId) {
    key = new Credential("aws", "111111111111", keyId);

    Failed failed = (Failed) run(CommandAction.SUSPEND, 1, Map.of());

    assertThat(failed.reason()).isEqualTo(OutcomeReason.UNKNOWN_KEY);
    assertThat(cloud.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"aws_recipe,everything", "user_name,a/b", "aws_recipe,FULL"})
  void shouldRefuseParametersItDoesNotKnow(String name, String value) {
    Failed failed = (Failed) run(CommandAction.SUSPEND, 1, Map.of(name, value));

    assertThat(failed.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(failed.detail()).contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "404,NoSuchEntity,MISSING",
    "400,Throttling,RETRY",
    "400,ThrottlingException,RETRY",
    "500,ServiceFailure,RETRY",
    "409,ConcurrentModification,RETRY",
    "403,AccessDenied,CREDENTIAL",
    "403,SignatureDoesNotMatch,CREDENTIAL",
    "400,ExpiredToken,CREDENTIAL",
    "400,InvalidInput,PERMANENT",
    "409,LimitExceeded,PERMANENT",
    "503,,RETRY",
  })
  void shouldClassifyErrors(int status, String code, RetryClass expected) {
    assertThat(AwsIam.classOf(status, code)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AKIA1", "AKIA1:", ":secret", "AKIA1:secret:"})
  void shouldRefuseACredentialOfAnotherForm(String text) {
    assertThatThrownBy(() -> new AwsExecutor(config(), () -> text, InstantSource.system()))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("secret:");
  }

  @Test
  void shouldPutNoPolicyOnItsOwnUser() {
    ProviderConfig usual = config();
    ProviderConfig own =
        new ProviderConfig(
            true,
            usual.baseUrl(),
            usual.adminKey(),
            usual.connectTimeout(),
            usual.requestTimeout(),
            List.of("user/app-1"),
            usual.suspendScopes(),
            false);
    executor = executor(own, adminKey());

    Failed failed = (Failed) run(CommandAction.SUSPEND, 1, FULL);

    assertThat(failed.reason()).isEqualTo(OutcomeReason.PROTECTED_KEY);
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldNeverActOnItsOwnCredential() {
    assertThat(executor.capabilities().ownKeyIds()).contains("AKIASTANDINADMIN0001");
  }
}
