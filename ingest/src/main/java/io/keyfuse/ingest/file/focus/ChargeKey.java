package io.keyfuse.ingest.file.focus;

import io.keyfuse.schemas.v1.Credential;
import org.jspecify.annotations.Nullable;

/**
 * What charges are added up by, and what a later delivery of the bill replaces: the identity of a
 * bucket in the usage topic. Immutable.
 *
 * @param provider provider in lower case
 * @param account sub account
 * @param keyId the provider's key id, or {@code unattributed}
 * @param model what is charged for: the SKU
 * @param operation {@code usage}, {@code correction DATE}, or the charge's category
 * @param region the provider's region
 * @param startMs beginning of the charge period, milliseconds since 1970
 * @param endMs end of it, exclusive
 */
public record ChargeKey(
    String provider,
    String account,
    String keyId,
    @Nullable String model,
    String operation,
    @Nullable String region,
    long startMs,
    long endMs) {

  /** Returns the charged key. */
  public Credential credential() {
    return new Credential(provider, account, keyId);
  }
}
