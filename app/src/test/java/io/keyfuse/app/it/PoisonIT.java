package io.keyfuse.app.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.app.it.Poison.Dose;
import io.keyfuse.app.it.Poison.Kind;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One record in a hundred is poison: nothing stops, nothing is lost, mended letters count once.
 * {@code -Dkeyfuse.poison.events=1000000} for the full size.
 */
class PoisonIT {
  private static final long EVENTS = Long.getLong("keyfuse.poison.events", 100_000);
  private static final long SEED = Long.getLong("keyfuse.poison.seed", 20261127);
  private static final int NEAR_LIMITS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60 + EVENTS / 500);

  @TempDir Path folder;

  private final Map<String, Dose> poison = new ConcurrentHashMap<>();
  private final Sums oracle = new Sums();

  /** What is counted. */
  private static final class Sums {
    private long requests;
    private long input;
    private long nanos;

    void add(UsageEvent event, long inputTokens) {
      requests++;
      input += inputTokens;
      nanos += event.getCost().getAmountNanos();
    }

    List<Long> all() {
      return List.of(requests, input, nanos);
    }
  }

  @Test
  void shouldKeepEachPoisonOnceCountTheGoodAndCountTheMendedOnce() throws Exception {
    System.out.printf("PoisonIT: %,d events, seed %d%n", EVENTS, SEED);
    AtomicInteger lapses = new AtomicInteger();
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    try (Stack stack = Stack.start(folder)) {
      var unused =
          watch.scheduleAtFixedRate(
              () -> lapses.addAndGet(stack.running().platform().isReady() ? 0 : 1),
              0,
              50,
              TimeUnit.MILLISECONDS);
      long began = System.nanoTime();
      long sent = produce(stack);
      await(() -> assertThat(count(stack, "keyfuse.ingest.received")).isEqualTo(sent));
      System.out.printf(
          "PoisonIT: %,d records, %,d poison, taken in %d s%n",
          sent, poison.size(), (System.nanoTime() - began) / 1_000_000_000L);

      lettersHoldEachPoisonOnce(stack);
      await(() -> assertThat(counted(stack)).isEqualTo(oracle.all()));
      assertThat(count(stack, "keyfuse.ingest.rejected")).isEqualTo(poison.size());
      assertThat(count(stack, "keyfuse.dlq.records")).isEqualTo(poison.size());
      mendedCountOnce(stack);

      assertThat(count(stack, "keyfuse.app.stream.threads.replaced")).isZero();
      assertThat(lapses).as("looks at which the app was not ready").hasValue(0);
    } finally {
      watch.shutdownNow();
    }
  }

  @Test
  void shouldLeaveARecordAboveTheTopicsLimitWithItsProducer() throws Exception {
    try (Stack stack = Stack.start(folder)) {
      byte[] value = new byte[2_000_000];
      // Noise, so that no compression helps it past the broker.
      new java.util.Random(SEED).nextBytes(value);
      for (int most : new int[] {1_048_576, 4_000_000}) {
        try (KafkaProducer<byte[], byte[]> producer = producer(stack, most)) {
          var answer = producer.send(new ProducerRecord<>(Topics.USAGE.name(), value));
          assertThatThrownBy(answer::get).hasCauseInstanceOf(RecordTooLargeException.class);
        }
      }
      assertThat(stack.running().platform().isReady()).isTrue();
    }
  }

  private long produce(Stack stack) {
    Poison mix = new Poison(SEED, stack.running().platform().serdes());
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    kinds.removeAll(List.of(Kind.NEAR_LIMIT, Kind.NONE));
    try (KafkaProducer<byte[], byte[]> producer = producer(stack, 1_048_576)) {
      for (long n = 0; n < EVENTS; n++) {
        if (n % 100 != 50) {
          send(producer, mix.good(n, EVENTS));
        } else {
          int turn = (int) (n / 100);
          Kind kind = turn < NEAR_LIMITS ? Kind.NEAR_LIMIT : kinds.get(turn % kinds.size());
          send(producer, mix.poisoned(kind, n, EVENTS));
        }
      }
      for (int key = 0; key < Poison.KEYS; key++) {
        Dose closing = mix.closing(key);
        send(
            producer,
            new ProducerRecord<>(Topics.USAGE.name(), closing.key, closing.value),
            closing);
      }
    }
    return EVENTS + Poison.KEYS;
  }

  private void send(KafkaProducer<byte[], byte[]> producer, Dose dose) {
    if (dose.kind == Kind.NONE) {
      oracle.add(dose.event, dose.event.getTokens().getInput());
    }
    send(producer, new ProducerRecord<>(Topics.USAGE.name(), dose.key, dose.value), dose);
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, Dose dose) {
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (at, fault) -> {
              assertThat(fault).isNull();
              if (dose.kind != Kind.NONE) {
                poison.put(at.partition() + ":" + at.offset(), dose);
              }
            });
  }

  private void lettersHoldEachPoisonOnce(Stack stack) {
    List<ConsumerRecord<String, byte[]>> letters =
        stack.readBytes(Topics.DEAD_LETTERS.name(), poison.size());
    assertThat(letters).hasSameSizeAs(poison.keySet());
    assertThat(letters)
        .extracting(PoisonIT::source)
        .containsExactlyInAnyOrderElementsOf(poison.keySet());
    for (ConsumerRecord<String, byte[]> letter : letters) {
      Dose dose = Objects.requireNonNull(poison.get(source(letter)));
      assertThat(text(letter, DeadLetterHeaders.REASON))
          .as("%s", dose.kind)
          .isEqualTo(dose.kind.reason);
      assertThat(text(letter, DeadLetterHeaders.TOPIC)).isEqualTo(Topics.USAGE.name());
      assertThat(text(letter, DeadLetterHeaders.EXCEPTION)).isNotBlank();
      if (dose.kind == Kind.NEAR_LIMIT) {
        assertThat(letter.value()).isNull();
        assertThat(text(letter, DeadLetterHeaders.VALUE_SHA256))
            .isEqualTo(DeadLetterRecord.sha256(dose.value));
      } else {
        assertThat(letter.value()).isEqualTo(dose.value);
        assertThat(letter.key()).isEqualTo(dose.key == null ? null : new String(dose.key, UTF_8));
      }
    }
  }

  private void mendedCountOnce(Stack stack) throws Exception {
    Dlq dlq = new Dlq(stack, folder);
    JsonNode before = dlq.json("list").json();
    assertThat(before.path("letters").asLong()).isEqualTo(poison.size());

    long malformed = reason("malformed_record", 0);
    Dlq.Answer hopeless = dlq.json("replay", "--reason", "malformed_record", "--yes");
    assertThat(hopeless.exit()).isEqualTo(1);
    assertThat(hopeless.json().path("refused").asLong()).isEqualTo(malformed);

    String[] negative = {
      "--reason", "negative_count", "--patch", "{\"tokens\":{\"input\":12}}", "--yes"
    };
    long mended = reason("negative_count", 12);
    assertReplayed(dlq.json("replay", negative), mended, 0);
    assertReplayed(dlq.json("replay", negative), 0, mended);
    String[] again = java.util.Arrays.copyOf(negative, negative.length + 1);
    again[negative.length] = "--again";
    assertReplayed(dlq.json("replay", again), mended, 0);
    long keyless = reason("missing_field", -1);
    assertReplayed(dlq.json("replay", "--reason", "missing_field", "--rekey", "--yes"), keyless, 0);
    long longTexts = reason("text_too_long", -1);
    assertReplayed(
        dlq.json("replay", "--reason", "text_too_long", "--patch", "{\"tenant\":null}", "--yes"),
        longTexts,
        0);

    await(() -> assertThat(counted(stack)).isEqualTo(oracle.all()));
    assertThat(count(stack, "keyfuse.ingest.duplicates")).isEqualTo(mended);
    JsonNode after = dlq.json("list").json();
    assertThat(after.path("letters")).isEqualTo(before.path("letters"));
    assertThat(after.path("replayed").asLong()).isEqualTo(mended + keyless + longTexts);
  }

  /** Counts the poison of a reason and, unless it is hopeless, adds it to what must be counted. */
  private long reason(String reason, long input) {
    List<Dose> doses = poison.values().stream().filter(d -> d.kind.reason.equals(reason)).toList();
    if (input != 0) {
      doses.forEach(d -> oracle.add(d.event, input < 0 ? d.event.getTokens().getInput() : input));
    }
    assertThat(doses).as(reason).isNotEmpty();
    return doses.size();
  }

  private static void assertReplayed(Dlq.Answer answer, long replayed, long before)
      throws Exception {
    assertThat(answer.exit()).as(answer.out()).isZero();
    assertThat(answer.json().path("replayed").asLong()).isEqualTo(replayed);
    assertThat(answer.json().path("replayed_before").asLong()).isEqualTo(before);
  }

  /** Requests, input tokens and spend by the newest revision of each closed minute. */
  private static List<Long> counted(Stack stack) {
    long end = Poison.START.plus(Poison.SPAN).toEpochMilli();
    Map<String, SpendWindow> newest = new HashMap<>();
    stack
        .read(
            Topics.SPEND,
            0,
            w -> w.getWidthMs() == 60_000 && w.getWindowStart().toEpochMilli() < end)
        .forEach(w -> newest.put(w.getCredential().getKeyId() + w.getWindowStart(), w));
    long[] sums = new long[3];
    for (SpendWindow window : newest.values()) {
      sums[0] += window.getTelemetry().getRequestCount();
      sums[1] += window.getTelemetry().getInputTokens();
      sums[2] += window.getSpendNanos();
    }
    return List.of(sums[0], sums[1], sums[2]);
  }

  private static long count(Stack stack, String name) {
    return (long)
        stack.running().platform().metrics().find(name).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  private static KafkaProducer<byte[], byte[]> producer(Stack stack, int mostBytes) {
    Map<String, Object> settings = new HashMap<>(stack.kafka());
    settings.remove("isolation.level");
    settings.put("linger.ms", 20);
    settings.put("batch.size", 200_000);
    settings.put("max.request.size", mostBytes);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static String source(ConsumerRecord<String, byte[]> letter) {
    return text(letter, DeadLetterHeaders.PARTITION) + ":" + text(letter, DeadLetterHeaders.OFFSET);
  }

  private static String text(ConsumerRecord<String, byte[]> letter, String header) {
    return new String(letter.headers().lastHeader(header).value(), UTF_8);
  }

  private static void await(org.awaitility.core.ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(assertion);
  }
}
