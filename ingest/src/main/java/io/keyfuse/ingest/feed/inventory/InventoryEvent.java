package io.keyfuse.ingest.feed.inventory;

import io.keyfuse.ingest.validate.SecretShape;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a provider lists of a key: coordinates and owner. What is missing, too long or
 * looks like a secret is left out. For one key.
 */
final class InventoryEvent {
  private static final int LONGEST = 256;

  private final String feed;
  private final Instant at;
  private final Map<String, String> attributes = new TreeMap<>();

  /**
   * Begins a key.
   *
   * @param at when it was listed
   */
  InventoryEvent(String feed, Instant at) {
    this.feed = feed;
    this.at = at;
  }

  InventoryEvent with(String name, @Nullable String value) {
    if (value != null
        && !value.isBlank()
        && value.length() <= LONGEST
        && !SecretShape.isIn(value)) {
      attributes.put(name, value);
    }
    return this;
  }

  ContextEvent of(Credential credential) {
    String scope = CredentialId.of(credential);
    return new ContextEvent(
        NameUuid.of(feed, scope, attributes.toString()),
        ContextKind.INVENTORY,
        scope,
        credential,
        at,
        null,
        Map.copyOf(attributes),
        feed);
  }
}
