package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.http.RecordFault;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Makes a usage event of one interval of token metrics. Pure, immutable and thread-safe. */
final class TokenRowDecoder {
  private static final Set<String> SPLIT = Set.of(TokenMetric.TOKEN_TYPE, TokenMetric.MODALITY);

  private final AttributeNames names;
  private final KeyAttribution keys;
  private final Instant now;

  TokenRowDecoder(OtlpConfig config, Instant now) {
    this.names = config.attributes();
    this.keys = new KeyAttribution(config.attributes().credential(), config.credentials());
    this.now = now;
  }

  Decoded decode(TokenRow row, AttributeSet resource, String resourceId) {
    if (row.isEmpty()) {
      return new Decoded.Ignored("data point", "nothing since the last one");
    }
    try {
      Attributed attributes = new Attributed(row.attributes(), resource);
      return new Decoded.Usage("data point", event(row, attributes, resourceId));
    } catch (RecordFault fault) {
      return new Decoded.Refused("data point", fault.rejection());
    }
  }

  private UsageEvent event(TokenRow row, Attributed attributes, String resourceId) {
    SeriesMemory.Reading interval = row.interval();
    return UsageEvent.newBuilder()
        .setEventId(
            NameUuid.of(
                "otlp-metrics",
                resourceId,
                row.attributes().identity(SPLIT),
                Long.toString(interval.startNanos()),
                Long.toString(interval.timeNanos())))
        .setOccurredAt(Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(interval.timeNanos())))
        .setObservedAt(now)
        .setSource(UsageSource.TELEMETRY)
        .setFeed(OtlpSignal.METRICS.feed())
        .setCredential(keys.of(attributes))
        .setTenant(attributes.text(names.tenant()))
        .setProject(attributes.text(names.project()))
        .setFeature(attributes.text(names.feature()))
        .setUser(attributes.text(names.user()))
        .setRegion(attributes.text(names.region()))
        .setModel(attributes.text(Meaning.MODEL))
        .setOperation(attributes.text(Meaning.OPERATION))
        .setRequestCount(row.requests())
        .setTokens(row.tokens())
        .setStatus(row.attributes().has(Meaning.ERROR) ? UsageStatus.ERROR : UsageStatus.UNKNOWN)
        .build();
  }
}
