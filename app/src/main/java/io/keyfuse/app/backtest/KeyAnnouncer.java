package io.keyfuse.app.backtest;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Tells of each key when it is made: inventory, and lineage where it follows another. What was made
 * before the recording is told at its start. Used by one thread.
 */
final class KeyAnnouncer {
  private static final String SOURCE = "back-test";

  private final Deque<InventoryKey> waiting;

  /** Makes an announcer of keys by the time they were made. */
  KeyAnnouncer(List<InventoryKey> keys) {
    this.waiting = new ArrayDeque<>(keys);
  }

  /** Returns when the next key is made; {@link Instant#MAX} when all are told. */
  Instant nextAt() {
    InventoryKey next = waiting.peek();
    return next == null ? Instant.MAX : next.createdAt();
  }

  /** Takes the next key and returns what is to be said of it. */
  List<ContextEvent> take() {
    InventoryKey key = waiting.remove();
    List<ContextEvent> told = new ArrayList<>();
    told.add(event(key, ContextKind.INVENTORY, key.attributes()));
    String from = key.rotatedFrom();
    if (from != null) {
      told.add(event(key, ContextKind.LINEAGE, Map.of("rotated_from", from)));
    }
    return told;
  }

  private static ContextEvent event(
      InventoryKey key, ContextKind kind, Map<String, String> attributes) {
    return ContextEvent.newBuilder()
        .setContextId(NameUuid.of("back-test-context", kind.name(), key.credentialId()))
        .setKind(kind)
        .setScope(key.credentialId())
        .setCredential(CredentialId.parse(key.credentialId()))
        .setAt(key.createdAt())
        .setAttributes(attributes)
        .setSource(SOURCE)
        .build();
  }
}
