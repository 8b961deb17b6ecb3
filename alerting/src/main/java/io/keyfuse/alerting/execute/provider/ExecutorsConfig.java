package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.CommandWorkerConfig;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The providers at which this instance acts.
 *
 * @param openai OpenAI's admin API
 * @param anthropic Anthropic's Admin API
 * @param litellm a LiteLLM proxy
 * @param openrouter OpenRouter's keys API
 * @param aws AWS IAM
 * @param google Google's API keys and service-account keys
 * @param azure Azure OpenAI through Resource Manager
 * @param portkey Portkey's API keys
 * @param gateways gateways of your own, told by signed webhook
 * @param guard when a provider that does not answer is left alone
 * @param worker how commands are taken from the topic
 */
@Doc("The providers at which this instance acts; none is enabled by default.")
public record ExecutorsConfig(
    @Doc("OpenAI; base_url ends with /v1.") ProviderConfig openai,
    @Doc("Anthropic.") ProviderConfig anthropic,
    @Doc("A LiteLLM proxy; base_url is needed.") ProviderConfig litellm,
    @Doc("OpenRouter, under a management key; base_url ends with /api/v1.")
        ProviderConfig openrouter,
    @Doc("AWS IAM; admin_key holds ACCESS_KEY_ID:SECRET or ACCESS_KEY_ID:SECRET:SESSION_TOKEN.")
        ProviderConfig aws,
    @Doc("Google; admin_key holds an OAuth token, best a file that is kept fresh.")
        ProviderConfig google,
    @Doc("Azure OpenAI; admin_key holds an Entra token, best a file that is kept fresh.")
        ProviderConfig azure,
    @Doc("Portkey; base_url ends with /v1.") ProviderConfig portkey,
    @Doc("Gateways of your own, told by signed webhook; default none.")
        List<GatewayConfig> gateways,
    @Doc("When a provider that does not answer is left alone for a while.") GuardConfig guard,
    @Doc("How commands are taken from the topic.") CommandWorkerConfig worker) {

  /** Applies the defaults: every provider disabled. */
  public ExecutorsConfig {
    openai = orDisabled(openai);
    anthropic = orDisabled(anthropic);
    litellm = orDisabled(litellm);
    openrouter = orDisabled(openrouter);
    aws = orDisabled(aws);
    google = orDisabled(google);
    azure = orDisabled(azure);
    portkey = orDisabled(portkey);
    gateways = gateways == null ? List.of() : List.copyOf(gateways);
    guard = guard == null ? GuardConfig.defaults() : guard;
    worker = worker == null ? CommandWorkerConfig.defaults() : worker;
  }

  /** Returns a configuration that acts nowhere. */
  public static ExecutorsConfig defaults() {
    ProviderConfig none = ProviderConfig.disabled();
    return new ExecutorsConfig(
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        List.of(),
        GuardConfig.defaults(),
        CommandWorkerConfig.defaults());
  }

  /**
   * Reads the admin credential of each enabled provider and the secret of each gateway.
   *
   * @param path path of this record in the configuration, for messages
   * @param environment the process's environment
   * @return secrets by provider name, for {@link ExecutorFactory}
   * @throws ConfigException when one is missing or empty
   */
  public Map<String, String> resolveAdminKeys(String path, Map<String, String> environment) {
    Map<String, String> secrets = new TreeMap<>();
    for (Map.Entry<String, ProviderConfig> entry : byName().entrySet()) {
      ProviderConfig provider = entry.getValue();
      String field = path + "." + entry.getKey() + ".admin_key";
      SecretRef reference = provider.adminKey();
      if (provider.enabled() && reference == null) {
        throw new ConfigException(
            field, "missing; name an env or a file with the admin credential, or disable it");
      }
      if (provider.enabled() && reference != null) {
        secrets.put(entry.getKey(), reference.resolve(field, environment));
      }
    }
    for (int i = 0; i < gateways.size(); i++) {
      GatewayConfig gateway = gateways.get(i);
      String field = path + ".gateways[" + i + "]";
      String secret = gateway.resolveSecret(field, environment);
      boolean taken = byName().containsKey(gateway.provider());
      if (taken || secrets.put(gateway.provider(), secret) != null) {
        throw new ConfigException(field + ".provider", "names a provider that is there already");
      }
    }
    return secrets;
  }

  Map<String, ProviderConfig> byName() {
    Map<String, ProviderConfig> all = new TreeMap<>();
    all.put("openai", openai);
    all.put("anthropic", anthropic);
    all.put("litellm", litellm);
    all.put("openrouter", openrouter);
    all.put("aws", aws);
    all.put("google", google);
    all.put("azure", azure);
    all.put("portkey", portkey);
    return all;
  }

  private static ProviderConfig orDisabled(@Nullable ProviderConfig provider) {
    return provider == null ? ProviderConfig.disabled() : provider;
  }
}
