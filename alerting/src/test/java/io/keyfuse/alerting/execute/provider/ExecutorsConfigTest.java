package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.alerting.execute.CommandWorkerConfig;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.v1.CommandAction;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorsConfigTest {
  private static final String PATH = "response.executors";
  private static final SecretRef REF = new SecretRef("ADMIN_KEY", null);

  @Test
  void shouldActNowhereByDefault() {
    assertThat(executors(ExecutorsConfig.defaults(), Map.of())).isEmpty();
    assertThat(ExecutorsConfig.defaults().resolveAdminKeys(PATH, Map.of())).isEmpty();
  }

  @Test
  void shouldMakeTheEnabledExecutorsOnly() {
    ExecutorsConfig config = with(ProviderConfig.at(null, REF), ProviderConfig.disabled());

    Map<String, String> keys = config.resolveAdminKeys(PATH, Map.of("ADMIN_KEY", "sk-ant-admin"));

    assertThat(keys).containsExactlyEntriesOf(Map.of("anthropic", "sk-ant-admin"));
    assertThat(executors(config, keys)).containsOnlyKeys("anthropic");
    assertThat(executors(config, keys).values())
        .allSatisfy(e -> assertThat(e.capabilities().actions()).containsKey(CommandAction.SUSPEND));
  }

  @Test
  void shouldNotStartWithoutACredential() {
    ProviderConfig bare =
        new ProviderConfig(
            true,
            null,
            null,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            List.of(),
            List.of("api.files.read"),
            false);

    refuses("anthropic.admin_key", () -> with(bare, bare).resolveAdminKeys(PATH, Map.of()));
    ExecutorsConfig named = with(ProviderConfig.at(null, REF), ProviderConfig.disabled());
    refuses("anthropic.admin_key", () -> named.resolveAdminKeys(PATH, Map.of()));
    refuses("anthropic.admin_key", () -> named.resolveAdminKeys(PATH, Map.of("ADMIN_KEY", " ")));
    refuses("anthropic.admin_key", () -> executors(named, Map.of()));
  }

  @Test
  void shouldAskForTheAddressOfAProxy() {
    ExecutorsConfig config = with(ProviderConfig.disabled(), ProviderConfig.at(null, REF));

    refuses("litellm.base_url", () -> executors(config, Map.of("litellm", "sk-master")));
    URI proxy = URI.create("http://proxy:4000");
    ExecutorsConfig whole = with(ProviderConfig.disabled(), ProviderConfig.at(proxy, REF));
    assertThat(executors(whole, Map.of("litellm", "sk-master"))).containsOnlyKeys("litellm");
  }

  @Test
  void shouldRefuseScopesThatSuspendNothing() {
    for (List<String> scopes :
        List.of(
            List.<String>of(),
            List.of("api.model.request"),
            List.of("api.files.read", "api.all.read"))) {
      refuses("suspend_scopes", () -> provider(Duration.ofSeconds(1), scopes));
    }
  }

  @Test
  void shouldRefuseLimitsThatCannotWork() {
    List<String> scopes = List.of("api.files.read");
    refuses("connect_timeout", () -> provider(Duration.ZERO, scopes));
    refuses("connect_timeout", () -> provider(Duration.ofMinutes(3), scopes));
    refuses("breaker_failures", () -> new GuardConfig(0, Duration.ofSeconds(1)));
    refuses("breaker_delay", () -> new GuardConfig(1, Duration.ZERO));
    refuses("group_id", () -> worker(" ", 4, Duration.ofSeconds(1)));
    refuses("parallel_calls", () -> worker("g", 0, Duration.ofSeconds(1)));
    refuses("max_retry", () -> worker("g", 4, Duration.ofMillis(1)));
  }

  @Test
  void shouldMakeAnExecutorForEachGateway() {
    URI hook = URI.create("https://gw/keyfuse");
    GatewayConfig gateway = new GatewayConfig("my-gateway", hook, REF, true, Duration.ofSeconds(1));
    ProviderConfig none = ProviderConfig.disabled();
    ExecutorsConfig config = with(none, none, List.of(gateway));
    Map<String, String> environment = Map.of("ADMIN_KEY", "a-secret-of-16-characters");

    Map<String, String> secrets = config.resolveAdminKeys(PATH, environment);

    assertThat(executors(config, secrets)).containsOnlyKeys("my-gateway");
    refuses("gateways", () -> executors(config, Map.of()));
    ExecutorsConfig twice = with(none, none, List.of(gateway, gateway));
    refuses("gateways[1].provider", () -> twice.resolveAdminKeys(PATH, environment));
    GatewayConfig foreign = new GatewayConfig("openai", hook, REF, true, Duration.ofSeconds(1));
    ExecutorsConfig taken = with(none, none, List.of(foreign));
    refuses("gateways[0].provider", () -> taken.resolveAdminKeys(PATH, environment));
  }

  @Test
  void shouldMakeEveryProviderThatIsEnabled() {
    ProviderConfig on = ProviderConfig.at(URI.create("http://localhost:1"), REF);
    ExecutorsConfig config =
        new ExecutorsConfig(
            on,
            on,
            on,
            on,
            on,
            on,
            on,
            on,
            List.of(),
            GuardConfig.defaults(),
            CommandWorkerConfig.defaults());

    Map<String, String> secrets =
        config.resolveAdminKeys(PATH, Map.of("ADMIN_KEY", "AKIA1:secret"));

    var made = executors(config, secrets);
    assertThat(made)
        .containsOnlyKeys(
            "openai", "anthropic", "litellm", "openrouter", "aws", "google", "azure", "portkey");
    made.forEach((name, e) -> assertThat(e.capabilities().provider()).isEqualTo(name));
  }

  @Test
  void shouldPrintNoSecret() {
    ExecutorsConfig config = with(ProviderConfig.at(null, REF), ProviderConfig.disabled());

    assertThat(config.toString()).contains("ADMIN_KEY").doesNotContain("sk-");
  }

  private static CommandWorkerConfig worker(String group, int parallel, Duration longest) {
    Duration first = Duration.ofMillis(250);
    return new CommandWorkerConfig(group, parallel, 9, first, longest, 3, Duration.ofDays(7));
  }

  private static ProviderConfig provider(Duration connect, List<String> scopes) {
    Duration second = Duration.ofSeconds(1);
    return new ProviderConfig(true, null, REF, connect, second, List.of(), scopes, false);
  }

  private static ExecutorsConfig with(ProviderConfig anthropic, ProviderConfig litellm) {
    return with(anthropic, litellm, List.of());
  }

  private static ExecutorsConfig with(
      ProviderConfig anthropic, ProviderConfig litellm, List<GatewayConfig> gateways) {
    return new ExecutorsConfig(
        ProviderConfig.disabled(),
        anthropic,
        litellm,
        ProviderConfig.disabled(),
        ProviderConfig.disabled(),
        ProviderConfig.disabled(),
        ProviderConfig.disabled(),
        ProviderConfig.disabled(),
        gateways,
        GuardConfig.defaults(),
        CommandWorkerConfig.defaults());
  }

  private static Map<String, io.keyfuse.alerting.execute.KeyExecutor> executors(
      ExecutorsConfig config, Map<String, String> keys) {
    return new ExecutorFactory(config, keys, InstantSource.system()).executors(PATH);
  }

  private static void refuses(String field, Runnable step) {
    assertThatThrownBy(step::run)
        .isInstanceOf(ConfigException.class)
        .extracting(e -> ((ConfigException) e).field())
        .asString()
        .endsWith(field);
  }
}
