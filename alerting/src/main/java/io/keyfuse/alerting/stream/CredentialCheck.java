package io.keyfuse.alerting.stream;

import io.keyfuse.alerting.incident.DeskInput;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.stream.RejectedRecordException;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a record lies where its credential's state is: an order for one key must never come
 * from another key's evidence. Stateless and thread-safe.
 */
final class CredentialCheck {
  private static final String REASON = "CREDENTIAL_MISMATCH";

  private CredentialCheck() {}

  /**
   * Returns whether the desk has use for the record.
   *
   * @throws RejectedRecordException when the record's key is not its credential's id
   */
  static boolean concernsDesk(@Nullable String key, DeskInput input) {
    if (input instanceof DeskInput.ContextSeen seen) {
      return isInventory(key, seen.event());
    }
    if (input instanceof DeskInput.EvidenceSeen seen) {
      require(key, seen.evidence().getCredential());
    } else if (input instanceof DeskInput.OutcomeSeen seen) {
      require(key, seen.outcome().getCredential());
    }
    return true;
  }

  private static boolean isInventory(@Nullable String key, ContextEvent event) {
    Credential credential = event.getCredential();
    return event.getKind() == ContextKind.INVENTORY
        && credential != null
        && isIdOf(key, credential);
  }

  private static void require(@Nullable String key, Credential credential) {
    if (!isIdOf(key, credential)) {
      throw new RejectedRecordException(
          REASON, "record key: must be the credential's id provider:account:key_id");
    }
  }

  private static boolean isIdOf(@Nullable String key, Credential credential) {
    if (key == null) {
      return false;
    }
    try {
      return CredentialId.parse(key).equals(credential);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
