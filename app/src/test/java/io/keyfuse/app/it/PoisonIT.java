package io.keyfuse.app.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.app.it.Poison.Dose;
import io.keyfuse.app.it.Poison.Kind;
import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.SpendWindow;
import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One record in a hundred is poison: nothing stops, nothing is lost, mended letters count once.
 * {@code -Dkeyfuse.poison.events=1000000} for the full size.
 */
class PoisonIT {
  private static final long EVENTS = Long.getLong("keyfuse.poison.events", 20_000);
  private static final long SEED = Long.getLong("keyfuse.poison.seed", 20261127);
  private static final Duration PATIENCE = Duration.ofSeconds(120 + EVENTS / 500);

  @TempDir private static Path folder;
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(folder);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldKeepEachPoisonOnceCountTheGoodAndCountTheMendedOnce() throws Exception {
    System.out.printf("PoisonIT: %,d events, seed %d%n", EVENTS, SEED);
    PoisonFeed feed = new PoisonFeed(stack);
    AtomicInteger lapses = new AtomicInteger();
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    try {
      var unused =
          watch.scheduleAtFixedRate(
              () -> lapses.addAndGet(stack.running().platform().isReady() ? 0 : 1),
              0,
              50,
              TimeUnit.MILLISECONDS);
      long began = System.nanoTime();
      long sent = feed.produce(EVENTS, SEED);
      await(() -> assertThat(count("keyfuse.ingest.received")).isEqualTo(sent));
      say(began, "taken in", sent);

      lettersHoldEachPoisonOnce(feed.poison());
      await(() -> assertThat(counted()).isEqualTo(feed.expected()));
      say(began, "poison kept, good events counted", feed.poison().size());
      assertThat(count("keyfuse.ingest.rejected")).isEqualTo(feed.poison().size());
      assertThat(count("keyfuse.dlq.records")).isEqualTo(feed.poison().size());
      mendedCountOnce(feed);
      say(began, "mended and counted", count("keyfuse.ingest.received") - sent);

      assertThat(count("keyfuse.app.stream.threads.replaced")).isZero();
      assertThat(lapses).as("looks at which the app was not ready").hasValue(0);
    } finally {
      watch.shutdownNow();
    }
  }

  @Test
  void shouldLeaveARecordAboveTheTopicsLimitWithItsProducer() throws Exception {
    byte[] value = new byte[2_000_000];
    // Noise, so that no compression helps it past the broker.
    new Random(SEED).nextBytes(value);
    for (int most : new int[] {1_048_576, 4_000_000}) {
      try (KafkaProducer<byte[], byte[]> producer = PoisonFeed.producer(stack, most)) {
        var answer = producer.send(new ProducerRecord<>(Topics.USAGE.name(), value));
        assertThatThrownBy(answer::get).hasCauseInstanceOf(RecordTooLargeException.class);
      }
    }
    assertThat(stack.running().platform().isReady()).isTrue();
  }

  private static void lettersHoldEachPoisonOnce(Map<String, Dose> poison) {
    List<ConsumerRecord<String, byte[]>> letters =
        stack.readBytes(Topics.DEAD_LETTERS.name(), poison.size());
    assertThat(poison).hasSize((int) (EVENTS / 100));
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

  private static void mendedCountOnce(PoisonFeed feed) throws Exception {
    Dlq dlq = new Dlq(stack, folder);
    Dlq.Answer hopeless = dlq.replay("malformed_record");
    assertThat(hopeless.run().exit()).isEqualTo(1);
    assertThat(hopeless.json().path("refused").asLong()).isEqualTo(feed.count("malformed_record"));

    String twelve = "{\"tokens\":{\"input\":12}}";
    long negative = feed.mended("negative_count", 12);
    dlq.replay("negative_count", "--patch", twelve).shouldHaveSent(negative, 0);
    dlq.replay("negative_count", "--patch", twelve).shouldHaveSent(0, negative);
    dlq.replay("negative_count", "--patch", twelve, "--again").shouldHaveSent(negative, 0);
    long keyless = feed.mended("missing_field");
    dlq.replay("missing_field", "--rekey").shouldHaveSent(keyless, 0);
    long longTexts = feed.mended("text_too_long");
    dlq.replay("text_too_long", "--patch", "{\"tenant\":null}").shouldHaveSent(longTexts, 0);

    await(() -> assertThat(counted()).isEqualTo(feed.expected()));
    assertThat(count("keyfuse.ingest.duplicates")).isEqualTo(negative);
    var after = dlq.list().json();
    assertThat(after.path("letters").asLong()).isEqualTo(feed.poison().size());
    assertThat(after.path("replayed").asLong()).isEqualTo(negative + keyless + longTexts);
  }

  /** Requests, input tokens and spend by the newest revision of each key's closed hour. */
  private static List<Long> counted() {
    Map<String, SpendWindow> newest = new HashMap<>();
    stack
        .read(
            Topics.SPEND,
            0,
            w -> w.getWidthMs() == 3_600_000 && w.getWindowStart().equals(Poison.START))
        .forEach(w -> newest.put(w.getCredential().getKeyId(), w));
    long[] sums = new long[3];
    for (SpendWindow window : newest.values()) {
      sums[0] += window.getTelemetry().getRequestCount();
      sums[1] += window.getTelemetry().getInputTokens();
      sums[2] += window.getSpendNanos();
    }
    return List.of(sums[0], sums[1], sums[2]);
  }

  private static long count(String name) {
    return (long)
        stack.running().platform().metrics().find(name).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  private static void say(long began, String what, long records) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    System.out.printf("PoisonIT: %,d records %s after %d s%n", records, what, seconds);
  }

  private static String source(ConsumerRecord<String, byte[]> letter) {
    return text(letter, DeadLetterHeaders.PARTITION) + ":" + text(letter, DeadLetterHeaders.OFFSET);
  }

  private static String text(ConsumerRecord<String, byte[]> letter, String header) {
    return new String(letter.headers().lastHeader(header).value(), UTF_8);
  }

  private static void await(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(assertion);
  }
}
