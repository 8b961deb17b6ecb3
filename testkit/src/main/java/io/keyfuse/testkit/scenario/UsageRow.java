package io.keyfuse.testkit.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One line of a usage stream, as a feed reported it. Immutable. Times are epoch milliseconds; a
 * provider's row occurred at the start of its minute.
 *
 * @param telemetry true for the owner's telemetry, false for the provider's usage feed
 * @param caller null for a provider's row
 */
public record UsageRow(
    String eventId,
    long occurredAtMillis,
    long arrivedAtMillis,
    boolean telemetry,
    Key key,
    Use use,
    @Nullable Caller caller) {

  /** Whose usage it is. */
  public record Key(String provider, String keyId, String tenant, String feature) {}

  /**
   * What was used.
   *
   * @param errorCode null when the requests succeeded
   */
  public record Use(
      String region,
      String model,
      String operation,
      Tokens tokens,
      long requests,
      @Nullable String errorCode,
      long costNanos) {}
}
