package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.execute.ActionCapability;
import io.keyfuse.alerting.execute.Coordinate;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ExecutionResult.Already;
import io.keyfuse.alerting.execute.ExecutionResult.Applied;
import io.keyfuse.alerting.execute.ExecutionResult.Failed;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.testkit.provider.StandInClient;
import io.keyfuse.testkit.provider.StandInConfig;
import io.keyfuse.testkit.provider.StandInServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows for every executor from the capabilities it declares. */
abstract class CapabilityContractTest {
  static final String SECRET = "sk-the-secret-of-the-victim";

  StandInServer server;
  StandInClient cloud;
  Credential key;
  KeyExecutor executor;

  /** Seeds a victim's key that nobody acted on and names it. */
  abstract Credential seed();

  /** Makes the executor with a credential. */
  abstract KeyExecutor executor(ProviderConfig config, String adminKey);

  abstract String adminKey();

  /** Where the provider's stand-in listens. */
  abstract URI address();

  /** The API's address. */
  URI base() {
    return address();
  }

  /** Second coordinates of the key. */
  Map<String, String> coordinates() {
    return Map.of();
  }

  /** Limits that every CAP and THROTTLE can set. */
  static Map<String, String> limits() {
    return Map.of("limit_usd", "5", "limit_rpm", "3");
  }

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    cloud = new StandInClient(address());
    key = seed();
    executor = executor(config(), adminKey());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldDoEachDeclaredActionOnceAndFindItDoneAfterwards() {
    for (CommandAction action : declared()) {
      key = seed();
      Map<String, String> parameters = new HashMap<>(limitsOf(action));
      if (action == CommandAction.RESTORE) {
        parameters.putAll(before());
      }
      int changes = cloud.effects().size();

      ExecutionResult first = run(action, 1, parameters);
      ExecutionResult second = run(action, 2, parameters);

      assertThat(first).as(action.name()).isInstanceOf(Applied.class);
      assertThat(((Applied) first).after())
          .as(action.name())
          .isNotEqualTo(((Applied) first).before());
      assertThat(second).as(action.name()).isInstanceOf(Already.class);
      assertThat(cloud.effects()).as(action.name()).hasSize(changes + 1);
    }
  }

  @Test
  void shouldRefuseEachActionThatIsNotDeclared() {
    Set<CommandAction> others = EnumSet.allOf(CommandAction.class);
    others.removeAll(declared());

    for (CommandAction action : others) {
      Failed failed = (Failed) run(action, 1, limits());
      assertThat(failed.reason()).as(action.name()).isEqualTo(OutcomeReason.UNSUPPORTED_ACTION);
    }
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldPutBackExactlyWhatWasThereBefore() {
    for (CommandAction action : declared()) {
      boolean undoable = capability(action).reversible();
      if (!undoable || action == CommandAction.RESTORE || !restoresFromNothing(action)) {
        continue;
      }
      key = seed();
      Applied done = (Applied) run(action, 1, limitsOf(action));

      Applied restored = (Applied) run(CommandAction.RESTORE, 1, done.before());

      assertThat(restored.after()).as(action.name()).containsAllEntriesOf(done.before());
    }
  }

  @Test
  void shouldNameTheCoordinateThatAnActionLacks() {
    for (CommandAction action : declared()) {
      for (Coordinate coordinate : capability(action).coordinates()) {
        if (coordinate.accountPrefix() != null) {
          continue;
        }
        String name = coordinate.parameter();
        Map<String, String> parameters = new HashMap<>(limitsOf(action));
        parameters.put(name, "");

        Failed failed = (Failed) run(action, 1, parameters);

        assertThat(failed.reason())
            .as(action + " " + name)
            .isEqualTo(OutcomeReason.MISSING_COORDINATE);
        assertThat(failed.detail()).as(action + " " + name).contains(name);
      }
    }
    assertThat(cloud.effects()).isEmpty();
  }

  @Test
  void shouldNotRepeatACallWithACredentialThatIsRefused() {
    executor = executor(config(), "a-credential-nobody-knows");

    for (CommandAction action : declared()) {
      Map<String, String> parameters = new HashMap<>(limitsOf(action));
      parameters.put("scopes", "[]");
      Failed failed = (Failed) run(action, 1, parameters);
      assertThat(failed.reason()).isEqualTo(OutcomeReason.ADMIN_CREDENTIAL_REFUSED);
      assertThat(failed.detail()).isNotBlank();
      assertThat(failed.trace().httpStatus()).isIn(401, 403);
    }
    assertThat(cloud.effects()).isEmpty();
  }

  /** False where the provider cannot take away what was not there before the action. */
  boolean restoresFromNothing(CommandAction action) {
    return true;
  }

  /** Suspends or limits the key and returns what a RESTORE needs. */
  private Map<String, String> before() {
    CommandAction first =
        declared().contains(CommandAction.SUSPEND) ? CommandAction.SUSPEND : CommandAction.THROTTLE;
    return ((Applied) run(first, 1, limitsOf(first))).before();
  }

  private static Map<String, String> limitsOf(CommandAction action) {
    boolean limited = action == CommandAction.CAP || action == CommandAction.THROTTLE;
    return limited ? limits() : Map.of();
  }

  private ActionCapability capability(CommandAction action) {
    return Objects.requireNonNull(executor.capabilities().actions().get(action));
  }

  private Set<CommandAction> declared() {
    return executor.capabilities().actions().keySet();
  }

  final ExecutionResult run(CommandAction action, int attempt, Map<String, String> more) {
    return executor.execute(request(action, attempt, more));
  }

  final ExecutionRequest request(CommandAction action, int attempt, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(coordinates());
    parameters.putAll(more);
    return Commands.request(key, action, attempt, parameters);
  }

  final ProviderConfig config() {
    return ProviderConfig.at(base(), new SecretRef("UNUSED", null))
        .withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(900));
  }
}
