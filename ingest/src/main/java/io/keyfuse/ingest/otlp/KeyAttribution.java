package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Credential;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whose key a call used: by the attribute that names it, else by a configured match, else
 * {@code provider:default:unattributed}. No standard attribute names a key. Immutable and
 * thread-safe.
 */
final class KeyAttribution {
  static final String UNATTRIBUTED = "unattributed";
  private static final String DEFAULT_ACCOUNT = "default";

  private final List<String> names;
  private final List<CredentialMatch> matches;

  KeyAttribution(List<String> names, List<CredentialMatch> matches) {
    this.names = names;
    this.matches = matches;
  }

  /**
   * Returns the credential.
   *
   * @throws RecordFault when neither the provider nor the key is named
   */
  Credential of(Attributed call) {
    String named = call.text(names);
    String provider = call.text(Meaning.PROVIDER);
    if (named != null && named.indexOf(':') > 0) {
      return parsed(named);
    }
    if (provider == null) {
      throw new RecordFault(
          RejectReason.MISSING_FIELD,
          "gen_ai.provider.name",
          "gen_ai.provider.name, or gen_ai.system in older versions, is required");
    }
    String ours = ProviderNames.of(provider);
    if (named != null) {
      return new Credential(ours, DEFAULT_ACCOUNT, named);
    }
    CredentialMatch match = match(ours, call);
    return match == null
        ? new Credential(ours, DEFAULT_ACCOUNT, UNATTRIBUTED)
        : CredentialId.parse(match.credential());
  }

  private Credential parsed(String id) {
    try {
      return CredentialId.parse(id);
    } catch (IllegalArgumentException e) {
      String name = names.get(0);
      throw new RecordFault(
          RejectReason.INVALID_TEXT, name, name + " must be provider:account:key_id or a key id");
    }
  }

  private @Nullable CredentialMatch match(String provider, Attributed call) {
    for (CredentialMatch match : matches) {
      if (match.provider().equals(provider) && match.value().equals(call.text(match.attribute()))) {
        return match;
      }
    }
    return null;
  }
}
