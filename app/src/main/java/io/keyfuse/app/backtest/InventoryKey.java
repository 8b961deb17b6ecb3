package io.keyfuse.app.backtest;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory says of one key.
 *
 * @param credentialId {@code provider:account:key_id}
 * @param createdAt when it was made
 * @param rotatedFrom credential id of the key it follows, or null
 * @param attributes tenant, feature, feeds and the like
 */
record InventoryKey(
    String credentialId,
    Instant createdAt,
    @Nullable String rotatedFrom,
    Map<String, String> attributes) {
  InventoryKey {
    attributes = Map.copyOf(attributes);
  }
}
