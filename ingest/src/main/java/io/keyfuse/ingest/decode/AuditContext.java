package io.keyfuse.ingest.decode;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects one entry of a provider's audit log as context. Holds ids, addresses and closed words,
 * never names or mail addresses. The scope is {@code audit/KEY OR ACCOUNT/TYPE}: the compacted
 * topic keeps the newest entry of a key and type, and none can take the place of the key's
 * inventory. Used by one thread, for one entry.
 */
public final class AuditContext {
  private static final int LONGEST = 512;

  private final String feed;
  private final String id;
  private final String type;
  private final Map<String, String> attributes = new HashMap<>();

  /**
   * Starts an entry.
   *
   * @param feed name of the feed
   * @param id the entry's own id
   * @param type what happened, in the provider's word
   */
  public AuditContext(String feed, String id, String type) {
    this.feed = feed;
    this.id = id;
    this.type = type;
    attributes.put("type", type);
  }

  /** Adds an attribute; null, empty and mail addresses are left out, long texts are cut. */
  public AuditContext with(String name, @Nullable String value) {
    if (value != null && !value.isEmpty() && value.indexOf('@') < 0) {
      attributes.put(name, value.substring(0, Math.min(value.length(), LONGEST)));
    }
    return this;
  }

  /** Adds a member of the entry under another name. */
  public AuditContext with(String name, JsonNode node, String member) {
    return with(name, JsonFields.text(node, member));
  }

  /**
   * Makes the event.
   *
   * @param key the key that is concerned, or null
   * @param account {@code provider:account} for entries that concern no key
   */
  public ContextEvent event(@Nullable Credential key, String account, Instant at) {
    String subject = key == null ? account : CredentialId.of(key);
    return new ContextEvent(
        id,
        ContextKind.PROVIDER_AUDIT,
        "audit/" + subject + "/" + type,
        key,
        at,
        null,
        Map.copyOf(attributes),
        feed);
  }
}
