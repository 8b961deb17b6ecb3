package io.keyfuse.bench;

import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Instant;
import java.util.SplittableRandom;

/** Makes telemetry events of many keys in event-time order, the same for the same seed. */
final class UsageLoad {
  private static final String[] MODELS = {"gpt-5-mini", "gpt-5", "gpt-4o-mini", "gpt-4.1"};

  private final ZipfKeys keys;
  private final SplittableRandom random;
  private final Instant start;
  private final long spacingMicros;
  private long made;

  UsageLoad(int keyCount, long seed, Instant start, long spacingMicros) {
    this.keys = new ZipfKeys(keyCount, 1.0, seed);
    this.random = new SplittableRandom(seed + 1);
    this.start = start;
    this.spacingMicros = spacingMicros;
  }

  /** Returns the next event. */
  UsageEvent next() {
    int rank = keys.next();
    Instant at = start.plusNanos(made * spacingMicros * 1_000);
    UsageEvent event =
        UsageEvent.newBuilder()
            .setEventId("bench-" + made)
            .setOccurredAt(at)
            .setObservedAt(at.plusMillis(200))
            .setSource(UsageSource.TELEMETRY)
            .setFeed("bench")
            .setCredential(new Credential("openai", "proj_bench", "key_" + rank))
            .setTenant("tenant-" + rank % 50)
            .setFeature("chat")
            .setModel(MODELS[rank % MODELS.length])
            .setOperation("chat")
            .setRequestCount(1L)
            .setTokens(
                TokenCounts.newBuilder()
                    .setInput(200 + random.nextInt(2_000))
                    .setOutput(50 + random.nextInt(500))
                    .build())
            .setStatus(UsageStatus.OK)
            .build();
    made++;
    return event;
  }
}
