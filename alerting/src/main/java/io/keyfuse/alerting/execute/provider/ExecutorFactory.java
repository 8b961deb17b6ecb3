package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes the executors of the enabled providers, each behind its own guard. */
public final class ExecutorFactory {
  private final ExecutorsConfig config;
  private final Map<String, String> adminKeys;
  private final InstantSource clock;

  /**
   * Makes a factory.
   *
   * @param adminKeys secrets by provider name, see {@link ExecutorsConfig#resolveAdminKeys}
   * @param clock tells expired keys
   */
  public ExecutorFactory(
      ExecutorsConfig config, Map<String, String> adminKeys, InstantSource clock) {
    this.config = config;
    this.adminKeys = Map.copyOf(adminKeys);
    this.clock = clock;
  }

  /**
   * Returns the executors by provider name.
   *
   * @param path path of the executors in the configuration, for messages
   * @throws ConfigException when an enabled provider lacks its credential or address
   */
  public Map<String, KeyExecutor> executors(String path) {
    Map<String, KeyExecutor> executors = new TreeMap<>();
    for (Map.Entry<String, ProviderConfig> entry : config.byName().entrySet()) {
      if (entry.getValue().enabled()) {
        String field = path + "." + entry.getKey();
        KeyExecutor plain = executor(entry.getKey(), entry.getValue(), field);
        executors.put(entry.getKey(), new GuardedExecutor(plain, config.guard()));
      }
    }
    for (GatewayConfig gateway : config.gateways()) {
      String secret = adminKeys.get(gateway.provider());
      if (secret == null) {
        throw new ConfigException(path + ".gateways", gateway.provider() + " has no secret");
      }
      KeyExecutor plain = new GatewayExecutor(gateway, secret, clock);
      executors.put(gateway.provider(), new GuardedExecutor(plain, config.guard()));
    }
    return Map.copyOf(executors);
  }

  private KeyExecutor executor(String name, ProviderConfig provider, String field) {
    String key = adminKeys.get(name);
    if (key == null || key.isBlank()) {
      throw new ConfigException(
          field + ".admin_key", "missing; enable a provider only with its admin credential");
    }
    return switch (name) {
      case "openai" -> new OpenAiExecutor(provider, key, clock);
      case "anthropic" -> new AnthropicExecutor(provider, key);
      case "openrouter" -> new OpenRouterExecutor(provider, key);
      case "aws" -> new AwsExecutor(provider, renewed(provider, key, field), clock);
      case "google" -> new GoogleExecutor(provider, renewed(provider, key, field));
      case "azure" -> new AzureExecutor(provider, renewed(provider, key, field));
      case "portkey" -> new PortkeyExecutor(provider, key);
      case "litellm" -> new LiteLlmExecutor(provider, address(provider, field), key);
      default -> throw new IllegalStateException("no executor for " + name);
    };
  }

  /** A credential that somebody else renews in its file is read from there anew. */
  private static Supplier<String> renewed(ProviderConfig provider, String first, String field) {
    SecretRef place = provider.adminKey();
    return place == null || place.file() == null
        ? () -> first
        : new RenewedSecret(place, first, field + ".admin_key");
  }

  private static URI address(ProviderConfig provider, String field) {
    URI address = provider.baseUrl();
    if (address == null) {
      throw new ConfigException(
          field + ".base_url", "missing; name the proxy's address, for example http://proxy:4000");
    }
    return address;
  }
}
