package io.keyfuse.testkit.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One line of the inventory. At least one feed is true. Immutable.
 *
 * @param rotatedFrom the key that this one replaces, or null
 */
public record KeyIdentity(
    String keyId,
    String provider,
    String tenant,
    String feature,
    Feeds feeds,
    long createdAtMillis,
    @Nullable String rotatedFrom) {

  /** Which of the two feeds a key has. */
  public record Feeds(boolean telemetry, boolean provider) {}

  KeyIdentity bornAt(long millis, @Nullable String predecessor) {
    return new KeyIdentity(keyId, provider, tenant, feature, feeds, millis, predecessor);
  }

  KeyIdentity withFeeds(Feeds other) {
    return new KeyIdentity(keyId, provider, tenant, feature, other, createdAtMillis, rotatedFrom);
  }

  KeyIdentity of(String otherTenant, String otherFeature) {
    return new KeyIdentity(
        keyId, provider, otherTenant, otherFeature, feeds, createdAtMillis, rotatedFrom);
  }
}
