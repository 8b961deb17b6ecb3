package io.keyfuse.alerting.notify;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.v1.Severity;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One webhook as written in YAML; {@link #resolve(String, Map)} checks it.
 *
 * @param name unique name; names its consumer group and metric label
 * @param url where to post, when the address is no secret
 * @param urlRef where the address is kept, when it is one
 * @param secret where the signing secret is
 * @param minSeverity quieter alerts are not sent
 */
@Doc("One webhook that alerts are posted to.")
public record WebhookConfig(
    @Doc("Unique name of letters, digits, - and _; names its consumer group.") String name,
    @Doc("Address to post to, http or https; exactly one of url and url_ref.") @Nullable String url,
    @Doc("Where the address is kept when it is a secret itself.") @Nullable SecretRef urlRef,
    @Doc("Where the secret of the HMAC-SHA256 signature is; at least 16 characters.")
        @Nullable SecretRef secret,
    @Doc("INFO, WARNING or CRITICAL; quieter alerts are not sent; default INFO.")
        Severity minSeverity) {

  private static final int MIN_SECRET = 16;

  /** Applies the defaults. */
  public WebhookConfig {
    minSeverity = minSeverity == null ? Severity.INFO : minSeverity;
  }

  /**
   * Checks the webhook and reads its secrets.
   *
   * @param path path of this record in the configuration, for messages
   * @param environment the process's environment
   * @throws ConfigException naming the path of the fault; never with a secret in it
   */
  public WebhookTarget resolve(String path, Map<String, String> environment) {
    if (name == null || !name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new ConfigException(
          path + ".name", "needs 1 to 64 letters, digits, - or _, not '" + name + "'");
    }
    URI address = address(path, environment);
    if (secret == null) {
      throw new ConfigException(
          path + ".secret", "missing; name an env or a file that holds the signing secret");
    }
    String key = secret.resolve(path + ".secret", environment);
    if (key.length() < MIN_SECRET) {
      throw new ConfigException(path + ".secret", "must have at least 16 characters");
    }
    return new WebhookTarget(name, address, key, minSeverity);
  }

  private URI address(String path, Map<String, String> environment) {
    if ((url == null) == (urlRef == null)) {
      throw new ConfigException(path + ".url", "name exactly one of url and url_ref");
    }
    String text = urlRef == null ? url : urlRef.resolve(path + ".url_ref", environment);
    try {
      URI address = URI.create(text == null ? "" : text);
      String scheme = address.getScheme();
      if (address.getHost() != null && ("https".equals(scheme) || "http".equals(scheme))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // The text may be a secret: it is kept out of the message below.
    }
    throw new ConfigException(
        path + ".url", "is no http or https address; write for example https://host/path");
  }
}
