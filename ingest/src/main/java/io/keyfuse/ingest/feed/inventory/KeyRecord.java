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
 * A key as a provider lists it. Immutable.
 *
 * @param attributes coordinates and owner by the names of the contract; never a secret
 */
public record KeyRecord(Credential credential, Map<String, String> attributes) {
  private static final int LONGEST = 256;

  /** Copies the attributes. */
  public KeyRecord {
    attributes = Map.copyOf(attributes);
  }

  /** Returns the inventory event, taken at the given time. */
  public ContextEvent event(String feed, Instant at) {
    String scope = CredentialId.of(credential);
    return ContextEvent.newBuilder()
        .setContextId(NameUuid.of("inventory", scope, at.toString()))
        .setKind(ContextKind.INVENTORY)
        .setScope(scope)
        .setCredential(credential)
        .setAt(at)
        .setAttributes(attributes)
        .setSource(feed)
        .build();
  }

  /** Collects attributes; what is missing, too long or looks like a secret is left out. */
  static final class Attributes {
    private final Map<String, String> values = new TreeMap<>();

    Attributes with(String name, @Nullable String value) {
      if (value != null
          && !value.isBlank()
          && value.length() <= LONGEST
          && !SecretShape.isIn(value)) {
        values.put(name, value);
      }
      return this;
    }

    KeyRecord of(Credential credential) {
      return new KeyRecord(credential, values);
    }
  }
}
