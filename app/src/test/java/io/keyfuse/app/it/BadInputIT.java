package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What outsiders get wrong on the topic and over HTTP: named, kept, and the stream goes on. */
class BadInputIT {
  private static final String KEY = "openai:proj_bad:key_bad";
  private static final Credential CREDENTIAL = new Credential("openai", "proj_bad", "key_bad");

  @TempDir Path folder;

  /** A record for the topic. */
  private static final class Poison {
    private final byte @Nullable [] key;
    private final byte[] value;

    Poison(@Nullable String key, byte[] value) {
      this.key = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
      this.value = value;
    }

    byte @Nullable [] key() {
      return key;
    }

    byte[] value() {
      return value;
    }
  }

  @Test
  void shouldKeepEveryBadRecordOnceAndCountTheGoodOnes() throws Exception {
    try (Stack stack = Stack.start(folder)) {
      Instant minute = Instant.parse("2026-11-23T10:00:00Z");
      Map<String, Poison> poison = poison(stack.running().platform().serdes(), minute);

      poison.forEach(
          (name, record) -> {
            stack.produce(Topics.USAGE.name(), record.key(), record.value());
            post(stack, Usage.telemetry(KEY, "good-" + name, minute.plusSeconds(5), "0.01"));
          });
      post(stack, Usage.telemetry(KEY, "later", minute.plus(Duration.ofMinutes(10)), "0.01"));

      List<ConsumerRecord<String, byte[]>> dead =
          stack.readBytes(Topics.DEAD_LETTERS.name(), poison.size());
      assertThat(dead).hasSameSizeAs(poison.values());
      poison.forEach(
          (name, record) ->
              assertThat(dead)
                  .as("dead letter of '%s'", name)
                  .anySatisfy(
                      letter -> {
                        assertThat(letter.value()).isEqualTo(record.value());
                        assertThat(headers(letter)).contains("__streams.errors.exception");
                      }));
      assertThat(
              stack.read(
                  Topics.SPEND,
                  1,
                  window ->
                      window.getWidthMs() == 60_000 && window.getWindowStart().equals(minute)))
          .last()
          .satisfies(
              window -> {
                assertThat(window.getTelemetry().getRequestCount()).isEqualTo(poison.size());
                assertThat(window.getSpendNanos()).isEqualTo(10_000_000L * poison.size());
              });
    }
  }

  private static Map<String, Poison> poison(TopicSerdes serdes, Instant at) {
    long seed = 20261123;
    Random random = new Random(seed);
    byte[] noise = new byte[200];
    random.nextBytes(noise);
    byte[] good = bytes(serdes, event(at, "whole").build());
    byte[] unknownId = good.clone();
    unknownId[1] = 0x7f;
    byte[] foreignMagic = good.clone();
    foreignMagic[0] = 9;
    Map<String, Poison> p = new LinkedHashMap<>();
    p.put("random bytes", new Poison(KEY, noise));
    p.put("empty value", new Poison(KEY, new byte[0]));
    p.put("truncated Avro", new Poison(KEY, Arrays.copyOf(good, good.length - 7)));
    p.put("bytes after the record", new Poison(KEY, Arrays.copyOf(good, good.length + 3)));
    p.put("unknown schema id", new Poison(KEY, unknownId));
    p.put("foreign magic byte", new Poison(KEY, foreignMagic));
    p.put("null key", new Poison(null, good));
    p.put("key of another credential", new Poison("openai:proj_bad:other", good));
    p.put("key that is no credential id", new Poison("nonsense", good));
    TokenCounts negative = TokenCounts.newBuilder().setInput(-1).build();
    p.put("negative tokens", of(serdes, event(at, "e1").setTokens(negative)));
    TokenCounts cachedTooMany = TokenCounts.newBuilder().setInput(1).setCachedRead(2).build();
    p.put("cached above input", of(serdes, event(at, "e2").setTokens(cachedTooMany)));
    p.put("no calls", of(serdes, event(at, "e3").setRequestCount(0L)));
    p.put(
        "absurd cost",
        of(serdes, event(at, "e4").setCost(new Cost(Long.MAX_VALUE, CostBasis.REPORTED))));
    p.put("empty event id", of(serdes, event(at, "")));
    p.put("far future", of(serdes, event(Instant.parse("2099-01-01T00:00:00Z"), "e5")));
    p.put("bucket of no width", of(serdes, event(at, "e6").setBucket(new Bucket(at, 0L))));
    return p;
  }

  private static UsageEvent.Builder event(Instant at, String id) {
    return UsageEvent.newBuilder()
        .setEventId(id)
        .setOccurredAt(at)
        .setObservedAt(at)
        .setSource(UsageSource.TELEMETRY)
        .setCredential(CREDENTIAL)
        .setModel("gpt-5")
        .setTokens(TokenCounts.newBuilder().setInput(10).build());
  }

  private static Poison of(TopicSerdes serdes, UsageEvent.Builder event) {
    return new Poison(KEY, bytes(serdes, event.build()));
  }

  private static byte[] bytes(TopicSerdes serdes, UsageEvent event) {
    return serdes.value(Topics.USAGE).serializer().serialize(Topics.USAGE.name(), event);
  }

  private static List<String> headers(ConsumerRecord<String, byte[]> letter) {
    return Arrays.stream(letter.headers().toArray()).map(Header::key).toList();
  }

  private static void post(Stack stack, String body) {
    try {
      assertThat(stack.post("application/json", body).statusCode()).isIn(200, 202);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
