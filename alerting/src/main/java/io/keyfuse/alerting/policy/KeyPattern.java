package io.keyfuse.alerting.policy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.id.CredentialId;
import java.util.List;

/**
 * Patterns of credential ids: {@code provider:account:key_id}, where a trailing {@code *} matches
 * the rest. Stateless and thread-safe.
 */
public final class KeyPattern {
  private KeyPattern() {}

  /** Returns true when one of the patterns covers the credential id. */
  public static boolean anyMatches(List<String> patterns, String credentialId) {
    for (String pattern : patterns) {
      if (matches(pattern, credentialId)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Checks the patterns of one list.
   *
   * @param path path of the list in the configuration, for the message
   * @throws ConfigException when one can match no credential id
   */
  public static void check(String path, List<String> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      String field = path + "[" + i + "]";
      String pattern = patterns.get(i);
      int star = pattern.indexOf('*');
      if (star >= 0 && star != pattern.length() - 1) {
        throw new ConfigException(field, "'" + pattern + "': a * may stand at the end only");
      }
      if (star < 0) {
        checkId(field, pattern);
      }
    }
  }

  private static boolean matches(String pattern, String credentialId) {
    return pattern.endsWith("*")
        ? credentialId.startsWith(pattern.substring(0, pattern.length() - 1))
        : credentialId.equals(pattern);
  }

  private static void checkId(String field, String pattern) {
    try {
      CredentialId.parse(pattern);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(field, e.getMessage() + ", or end it with *");
    }
  }
}
