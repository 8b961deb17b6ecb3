package io.keyfuse.ingest;

import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Instant;

/** Valid usage events for tests to bend. */
public final class UsageEvents {
  public static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
  public static final Credential CREDENTIAL = new Credential("openai", "proj_a", "key_1");
  public static final String KEY = "openai:proj_a:key_1";

  private UsageEvents() {}

  /** One chat call of gpt-4o-mini with 1000 input and 100 output tokens. */
  public static UsageEvent.Builder call(String id) {
    return UsageEvent.newBuilder()
        .setEventId(id)
        .setOccurredAt(NOW)
        .setObservedAt(NOW)
        .setSource(UsageSource.TELEMETRY)
        .setCredential(CREDENTIAL)
        .setModel("gpt-4o-mini")
        .setOperation("chat")
        .setStatus(UsageStatus.OK)
        .setTokens(tokens(1000, 100));
  }

  /** A one-minute bucket of the provider's usage feed. */
  public static UsageEvent.Builder bucket(String id, long requests, long input, long output) {
    return call(id)
        .setSource(UsageSource.PROVIDER_USAGE)
        .setFeed("openai-usage")
        .setBucket(new Bucket(NOW, 60_000L))
        .setRequestCount(requests)
        .setTokens(tokens(input, output));
  }

  public static TokenCounts tokens(long input, long output) {
    return new TokenCounts(input, 0L, 0L, 0L, output, 0L);
  }

  public static TokenCounts tokens(
      long input, long read, long write, long write1h, long output, long reasoning) {
    return new TokenCounts(input, read, write, write1h, output, reasoning);
  }
}
