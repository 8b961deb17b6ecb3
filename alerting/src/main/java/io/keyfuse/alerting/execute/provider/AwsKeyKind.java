package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ProviderTrace;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kind of key that an IAM user has. Implementations are thread-safe. */
interface AwsKeyKind {
  /** Returns the name of the active keys among {@code before} and a RESTORE's parameters. */
  String activeKeys();

  /** Returns the user who has the key, or null when nobody is known to. */
  @Nullable String owner(String keyId);

  /** Returns the user's keys. */
  Listed list(String user);

  /** Switches one key. */
  ProviderTrace set(String user, String keyId, boolean active);

  /** Deletes one key, which is final. */
  ProviderTrace delete(String user, String keyId);

  /**
   * Keys of a user.
   *
   * @param trace of the last call
   * @param active by key id, whether it is active
   */
  record Listed(ProviderTrace trace, Map<String, Boolean> active) {}
}
