package io.keyfuse.ingest.otlp;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.id.CredentialId;

/**
 * Whose key a call used, told by another attribute. Immutable.
 *
 * @param provider Keyfuse's name of the provider
 * @param attribute attribute of the span or its resource
 * @param value its whole value
 * @param credential credential id of the key
 */
@Doc("Whose key a call used, told by another attribute, where the call does not name its key.")
public record CredentialMatch(
    @Doc("Provider of the call, for example openai.") String provider,
    @Doc("Attribute of the span or its resource, for example service.name.") String attribute,
    @Doc("Its whole value, for example checkout.") String value,
    @Doc("Credential id of the key: provider:account:key_id.") String credential) {

  /** Checks that all are there. */
  public CredentialMatch {
    require(provider, "provider", "name the provider, for example openai");
    require(attribute, "attribute", "name an attribute, for example service.name");
    require(value, "value", "give the attribute's value");
    require(credential, "credential", "give the credential id: provider:account:key_id");
    try {
      var unused = CredentialId.parse(credential);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("ingest.otlp.credentials.credential", e.getMessage() + "");
    }
  }

  private static void require(String text, String field, String problem) {
    if (text == null || text.isBlank()) {
      throw new ConfigException("ingest.otlp.credentials." + field, problem);
    }
  }
}
