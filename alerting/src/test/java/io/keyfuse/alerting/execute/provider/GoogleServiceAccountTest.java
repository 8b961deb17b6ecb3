package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keyfuse.alerting.execute.ExecutionResult.Failed;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.StandInProvider;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoogleServiceAccountTest extends ExecutorContractTest {
  private static final String ACCOUNT = "app@project-1.iam.gserviceaccount.com";

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
            .put("id", String.format("%040d", seeded))
            .put("project", "project-1")
            .put("owner_id", ACCOUNT)
            .put("secret", SECRET + seeded);
    return new Credential("google", "project-1", cloud.seed(wish));
  }

  @Override
  Map<String, String> coordinates() {
    return Map.of("service_account", ACCOUNT);
  }

  @Override
  int use() {
    return ModelCalls.status(
        address().resolve("/v1beta/models/m:generateContent"),
        "Authorization: Bearer " + SECRET + seeded);
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
    return "f".repeat(40);
  }

  @Override
  String suspendOperation() {
    return "disable account key " + key.getKeyId();
  }

  @Override
  String revokeOperation() {
    return "DELETE account key " + key.getKeyId();
  }

  @Override
  String changeMethod(CommandAction action) {
    return action == CommandAction.REVOKE ? "DELETE" : "POST";
  }

  @Test
  void shouldNameTheCoordinateThatIsMissing() {
    for (String email : new String[] {"", "app", "a/b@c", "-@x"}) {
      Failed failed = (Failed) run(CommandAction.SUSPEND, 1, Map.of("service_account", email));

      assertThat(failed.reason()).isEqualTo(OutcomeReason.MISSING_COORDINATE);
      assertThat(failed.detail()).contains("service_account");
    }
    assertThat(cloud.effects()).isEmpty();
  }
}
