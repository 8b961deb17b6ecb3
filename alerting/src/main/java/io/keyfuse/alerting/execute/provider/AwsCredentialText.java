package io.keyfuse.alerting.execute.provider;

import io.keyfuse.schemas.config.ConfigException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** AWS credentials as one text: {@code ACCESS_KEY_ID:SECRET} or {@code ...:SESSION_TOKEN}. */
final class AwsCredentialText {
  private AwsCredentialText() {}

  /**
   * Reads the text.
   *
   * @throws ConfigException when it has another form; never with the text in it
   */
  static AwsCredentials parse(String text) {
    String[] parts = text.strip().split(":", 3);
    boolean whole = parts.length >= 2 && !parts[0].isBlank() && !parts[1].isBlank();
    if (!whole || (parts.length == 3 && parts[2].isBlank())) {
      throw new ConfigException(
          "admin_key", "write ACCESS_KEY_ID:SECRET_ACCESS_KEY or with :SESSION_TOKEN at its end");
    }
    return parts.length == 2
        ? AwsBasicCredentials.create(parts[0], parts[1])
        : AwsSessionCredentials.create(parts[0], parts[1], parts[2]);
  }
}
