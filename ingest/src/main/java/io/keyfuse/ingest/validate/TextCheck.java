package io.keyfuse.ingest.validate;

import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * Checks every text of an event: secrets first, then presence, length and characters. Stateless.
 */
final class TextCheck {
  private TextCheck() {}

  static @Nullable Rejection check(UsageEvent event) {
    for (TextField field : TextField.ALL) {
      String text = field.of(event);
      if (text != null && SecretShape.isIn(text)) {
        return secret(field.name());
      }
    }
    for (TextField field : TextField.ALL) {
      Rejection found = check(field, field.of(event));
      if (found != null) {
        return found;
      }
    }
    return credential(event.getCredential());
  }

  /** Returns the refusal of a text that looks like a secret. */
  static Rejection secret(String field) {
    return new Rejection(
        RejectReason.SECRET_IN_EVENT,
        field,
        field
            + " looks like a secret key; send the provider's public key id or a fingerprint,"
            + " and rotate the key: it has been in an event");
  }

  private static @Nullable Rejection check(TextField field, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return field.required()
          ? new Rejection(RejectReason.MISSING_FIELD, field.name(), field.name() + " is required")
          : null;
    }
    if (text.length() > field.longest()) {
      return new Rejection(
          RejectReason.TEXT_TOO_LONG,
          field.name(),
          field.name() + " may have " + field.longest() + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return invalid(field.name(), "no control characters");
      }
    }
    return null;
  }

  private static @Nullable Rejection credential(Credential credential) {
    if (!isProvider(credential.getProvider())) {
      return invalid("credential.provider", "use lower-case letters, digits, '-', '_' and '.'");
    }
    if (credential.getAccount().indexOf(':') >= 0 || hasSpace(credential.getAccount())) {
      return invalid("credential.account", "no colon and no white space");
    }
    return hasSpace(credential.getKeyId()) ? invalid("credential.key_id", "no white space") : null;
  }

  private static boolean isProvider(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasSpace(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        return true;
      }
    }
    return false;
  }

  private static Rejection invalid(String field, String rule) {
    return new Rejection(RejectReason.INVALID_TEXT, field, field + ": " + rule);
  }
}
