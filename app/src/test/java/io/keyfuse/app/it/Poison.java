package io.keyfuse.app.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Seeded usage, good and poisoned. Not thread-safe. */
final class Poison {
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  static final Instant HOUR_END = START.plus(Duration.ofHours(1));
  static final int KEYS = 200;

  /** All events are in one hour, whose window takes mended ones long after a minute's does not. */
  private static final Duration SPAN = Duration.ofMinutes(20);

  private static final int NEAR_LIMIT_BYTES = 950_000;

  /** What is wrong with a record. */
  enum Kind {
    RANDOM_BYTES("malformed_record"),
    TRUNCATED("malformed_record"),
    UNKNOWN_ID("malformed_record"),
    NULL_KEY("missing_field"),
    NEGATIVE_TOKENS("negative_count"),
    ABSURD_COST("absurd_cost"),
    LONG_TEXT("text_too_long"),
    OTHER_KEY("key_mismatch"),
    FUTURE("time_in_future"),
    NEAR_LIMIT("text_too_long"),
    /** Nothing. */
    NONE("");

    final String reason;

    Kind(String reason) {
      this.reason = reason;
    }
  }

  /** A record for the topic; the event is what a mended one would count. */
  static final class Dose {
    final byte @Nullable [] key;
    final byte[] value;
    final UsageEvent event;
    final Kind kind;

    Dose(byte @Nullable [] key, byte[] value, UsageEvent event, Kind kind) {
      this.key = key;
      this.value = value;
      this.event = event;
      this.kind = kind;
    }
  }

  private final Random random;
  private final Serializer<UsageEvent> encoder;
  private long made;

  Poison(long seed, TopicSerdes serdes) {
    this.random = new Random(seed);
    this.encoder = serdes.value(Topics.USAGE).serializer();
  }

  /** The {@code n}th of {@code all} events in time. */
  Dose good(long n, long all) {
    UsageEvent event = event(START.plusMillis(SPAN.toMillis() * n / all), random.nextInt(KEYS));
    return new Dose(key(event), bytes(event), event, Kind.NONE);
  }

  /** A good event of each key that lets the hour of all others close. */
  Dose closing(int key) {
    UsageEvent event = event(HOUR_END.plus(Duration.ofMinutes(10)), key);
    return new Dose(key(event), bytes(event), event, Kind.NONE);
  }

  Dose poisoned(Kind kind, long n, long all) {
    UsageEvent event = good(n, all).event;
    byte[] key = key(event);
    return switch (kind) {
      case RANDOM_BYTES -> new Dose(key, noise(), event, kind);
      case TRUNCATED -> new Dose(key, truncated(bytes(event)), event, kind);
      case UNKNOWN_ID -> {
        byte[] value = bytes(event);
        ByteBuffer.wrap(value).putInt(1, 1_000_000 + random.nextInt(1_000));
        yield new Dose(key, value, event, kind);
      }
      case NULL_KEY -> new Dose(null, bytes(event), event, kind);
      case OTHER_KEY ->
          new Dose("openai:proj_poison:other".getBytes(UTF_8), bytes(event), event, kind);
      default -> new Dose(key, bytes(spoilt(event, kind)), event, kind);
    };
  }

  private static UsageEvent spoilt(UsageEvent event, Kind kind) {
    UsageEvent.Builder spoilt = UsageEvent.newBuilder(event);
    switch (kind) {
      case NEGATIVE_TOKENS -> spoilt.setTokens(TokenCounts.newBuilder().setInput(-5).build());
      case ABSURD_COST -> spoilt.setCost(new Cost(Long.MAX_VALUE, CostBasis.REPORTED));
      case LONG_TEXT -> spoilt.setTenant("x".repeat(5_000));
      case NEAR_LIMIT -> spoilt.setTenant("x".repeat(NEAR_LIMIT_BYTES));
      case FUTURE -> spoilt.setOccurredAt(Instant.parse("2099-01-01T00:00:00Z"));
      default -> throw new IllegalArgumentException(kind + " is not a field's fault");
    }
    return spoilt.build();
  }

  private UsageEvent event(Instant at, int key) {
    return UsageEvent.newBuilder()
        .setEventId("e" + made++)
        .setOccurredAt(at)
        .setObservedAt(at)
        .setSource(UsageSource.TELEMETRY)
        .setCredential(new Credential("openai", "proj_poison", "key_" + key))
        .setModel("gpt-5")
        .setTokens(TokenCounts.newBuilder().setInput(1L + random.nextInt(1_000)).build())
        .setCost(new Cost(1L + random.nextInt(1_000), CostBasis.REPORTED))
        .build();
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(300)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] truncated(byte[] whole) {
    return Arrays.copyOf(whole, whole.length - 1 - random.nextInt(whole.length / 2));
  }

  private byte[] bytes(UsageEvent event) {
    return encoder.serialize(Topics.USAGE.name(), event);
  }

  private static byte[] key(UsageEvent event) {
    return CredentialId.of(event.getCredential()).getBytes(UTF_8);
  }
}
