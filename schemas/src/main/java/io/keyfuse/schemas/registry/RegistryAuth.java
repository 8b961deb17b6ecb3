package io.keyfuse.schemas.registry;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Keyfuse logs in at the schema registry. Holds the place of the secret, never the secret.
 *
 * @param kind none, basic or bearer
 * @param username user name of basic
 * @param secret place of the password or token
 */
@Doc("How Keyfuse logs in at the schema registry.")
public record RegistryAuth(
    @Doc("none, basic or bearer; default none.") Kind kind,
    @Doc("User name; for basic only.") @Nullable String username,
    @Doc("Where the password (basic) or the token (bearer) is.") @Nullable SecretRef secret) {

  /** Ways to log in. */
  public enum Kind {
    /** No login. */
    NONE,
    /** HTTP basic: user name and password. */
    BASIC,
    /** A bearer token. */
    BEARER
  }

  /** Checks that exactly what the kind needs is named. */
  public RegistryAuth {
    kind = kind == null ? Kind.NONE : kind;
    if ((kind == Kind.BASIC) != (username != null)) {
      throw new ConfigException(
          "registry.auth.username", "is needed for kind basic and for no other; set or remove it");
    }
    if (username != null && username.contains(":")) {
      throw new ConfigException("registry.auth.username", "must not hold a colon (RFC 7617)");
    }
    if ((kind == Kind.NONE) != (secret == null)) {
      throw new ConfigException(
          "registry.auth.secret", "is needed for basic and bearer only; name its env or file");
    }
  }

  /** Returns the login of an open registry. */
  public static RegistryAuth none() {
    return new RegistryAuth(Kind.NONE, null, null);
  }

  /**
   * Reads the secret and makes the value of the {@code Authorization} header.
   *
   * @param environment the process's environment
   * @return the header's value, or null for no login
   * @throws ConfigException when the secret is missing or cannot stand in a header
   */
  public @Nullable String authorization(Map<String, String> environment) {
    String value = resolved(environment);
    if (value == null) {
      return null;
    }
    if (kind == Kind.BASIC) {
      byte[] pair = (username + ":" + value).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
    return "Bearer " + value;
  }

  /** Reads the secret, or returns null for no login. */
  @Nullable String resolved(Map<String, String> environment) {
    SecretRef place = secret;
    if (place == null) {
      return null;
    }
    String value = place.resolve("registry.auth.secret", environment);
    if (kind == Kind.BEARER && !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new ConfigException(
          "registry.auth.secret", "the token holds a space, line end or non-ASCII character");
    }
    return value;
  }
}
