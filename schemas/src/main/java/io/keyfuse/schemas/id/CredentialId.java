package io.keyfuse.schemas.id;

import io.keyfuse.schemas.v1.Credential;

/**
 * The text form {@code provider:account:key_id} that keys every topic about one credential.
 *
 * <p>Provider and account hold no colon; the key id may. Stateless and thread-safe.
 */
public final class CredentialId {
  private CredentialId() {}

  /** Returns the topic key of a credential. */
  public static String of(Credential credential) {
    return credential.getProvider() + ':' + credential.getAccount() + ':' + credential.getKeyId();
  }

  /**
   * Reads a topic key back.
   *
   * @throws IllegalArgumentException when the text is not {@code provider:account:key_id}
   */
  public static Credential parse(String id) {
    int first = id.indexOf(':');
    int second = first < 0 ? -1 : id.indexOf(':', first + 1);
    if (first <= 0 || second <= first + 1 || second == id.length() - 1) {
      throw new IllegalArgumentException(
          "credential id '"
              + id
              + "' is not provider:account:key_id; write for example"
              + " openai:proj_abc:key_123");
    }
    return new Credential(
        id.substring(0, first), id.substring(first + 1, second), id.substring(second + 1));
  }
}
