package io.keyfuse.ingest.feed;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One interval of an aggregated provider report, on its way to an event. What identifies it is what
 * the upsert downstream replaces by; the event id says the same and no more, so that every version
 * of a bucket has one id. Immutable.
 *
 * @param feed name that its event carries
 * @param source PROVIDER_USAGE or BILLING_EXPORT
 * @param credential whose key
 * @param start inclusive start
 * @param width of the interval
 * @param split what the interval is split by beside the key
 * @param numbers what happened in it
 */
public record BucketedUsage(
    String feed,
    UsageSource source,
    Credential credential,
    Instant start,
    Duration width,
    Split split,
    Numbers numbers) {

  /** Key id of usage that the provider attributes to no key. */
  public static final String UNATTRIBUTED = "unattributed";

  /** Account of a provider that names none. */
  public static final String DEFAULT_ACCOUNT = "default";

  /**
   * By what a report splits an interval.
   *
   * @param model as the provider names it
   * @param operation OpenTelemetry's name of what was called
   * @param region provider's region
   * @param tier service tier
   */
  public record Split(
      @Nullable String model,
      @Nullable String operation,
      @Nullable String region,
      @Nullable String tier) {}

  /**
   * What a report says of an interval.
   *
   * @param requests calls, 0 where it does not say
   * @param cost null where it states none
   */
  public record Numbers(long requests, TokenCounts tokens, @Nullable Cost cost) {}

  /** Returns a credential; what the provider leaves null gets the fixed words for it. */
  public static Credential credential(
      String provider, @Nullable String account, @Nullable String keyId) {
    return new Credential(
        provider,
        account == null ? DEFAULT_ACCOUNT : account,
        keyId == null ? UNATTRIBUTED : keyId);
  }

  /** Returns the event of this version, seen at the given time. */
  public UsageEvent event(Instant observedAt) {
    return new UsageEvent(
        id(),
        start,
        observedAt,
        source,
        feed,
        new Bucket(start, width.toMillis()),
        credential,
        null,
        credential.getAccount().equals(DEFAULT_ACCOUNT) ? null : credential.getAccount(),
        null,
        null,
        null,
        null,
        split.region(),
        split.model(),
        split.operation(),
        split.tier(),
        numbers.requests(),
        numbers.tokens(),
        numbers.cost(),
        UsageStatus.UNKNOWN,
        null);
  }

  private String id() {
    return NameUuid.of(
        "bucket",
        feed,
        CredentialId.of(credential),
        start.toString(),
        width.toString(),
        String.valueOf(split.model()),
        String.valueOf(split.operation()),
        String.valueOf(split.region()),
        String.valueOf(split.tier()));
  }
}
