package io.keyfuse.alerting.execute.provider;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway of your own that carries commands out, told by signed webhook.
 *
 * @param provider name as in credential ids
 * @param url address; {@code /state} and {@code /commands} are below it
 * @param secret where the signing secret is
 * @param limits true where the gateway also does CAP and THROTTLE
 * @param requestTimeout longest wait for one whole answer
 */
@Doc("A gateway of your own that carries commands out, told by signed webhook.")
public record GatewayConfig(
    @Doc("Name of the provider as in credential ids, for example my-gateway.") String provider,
    @Doc("Address, http or https; /state and /commands are below it.") URI url,
    @Doc("Where the secret of the HMAC-SHA256 signature is; at least 16 characters.")
        @Nullable SecretRef secret,
    @Doc("The gateway also does CAP and THROTTLE; default false.") Boolean limits,
    @Doc("Longest wait for one whole answer; default 10s.") Duration requestTimeout) {

  private static final int MIN_SECRET = 16;
  private static final Duration REQUEST = Duration.ofSeconds(10);

  /** Applies the defaults. */
  public GatewayConfig {
    limits = limits != null && limits;
    requestTimeout = requestTimeout == null ? REQUEST : requestTimeout;
  }

  /**
   * Checks the gateway and reads its secret.
   *
   * @param path path of this record in the configuration, for messages
   * @param environment the process's environment
   * @throws ConfigException naming the path of the fault; never with the secret in it
   */
  String resolveSecret(String path, Map<String, String> environment) {
    if (provider == null || !provider.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw new ConfigException(
          path + ".provider", "needs 1 to 64 of a-z, 0-9, - and _, not '" + provider + "'");
    }
    String scheme = url == null ? null : url.getScheme();
    if (url == null
        || url.getHost() == null
        || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new ConfigException(
          path + ".url", "is no http or https address; write for example https://host/path");
    }
    if (secret == null) {
      throw new ConfigException(
          path + ".secret", "missing; name an env or a file that holds the signing secret");
    }
    String text = secret.resolve(path + ".secret", environment);
    if (text.length() < MIN_SECRET) {
      throw new ConfigException(path + ".secret", "must have at least 16 characters");
    }
    return text;
  }

  /** Returns how the gateway is reached. */
  ProviderConfig connection() {
    ProviderConfig usual = ProviderConfig.disabled();
    return new ProviderConfig(
        true,
        url,
        secret,
        usual.connectTimeout(),
        requestTimeout,
        usual.ownKeyIds(),
        usual.suspendScopes(),
        false);
  }
}
