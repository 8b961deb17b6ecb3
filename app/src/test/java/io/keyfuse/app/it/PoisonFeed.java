package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.it.Poison.Dose;
import io.keyfuse.app.it.Poison.Kind;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Produces usage of which one record in a hundred is poison, and knows what is to be counted. */
final class PoisonFeed {
  private static final int NEAR_LIMITS = 3;

  private final Stack stack;
  private final Map<String, Dose> poison = new ConcurrentHashMap<>();
  private long requests;
  private long input;
  private long nanos;

  PoisonFeed(Stack stack) {
    this.stack = stack;
  }

  /** Produces so many events and the closing ones; returns how many records that is. */
  long produce(long events, long seed) {
    Poison mix = new Poison(seed, stack.running().platform().serdes());
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    kinds.removeAll(List.of(Kind.NEAR_LIMIT, Kind.NONE));
    try (KafkaProducer<byte[], byte[]> producer = producer(stack, 1_048_576)) {
      for (long n = 0; n < events; n++) {
        if (n % 100 != 50) {
          send(producer, mix.good(n, events));
        } else {
          int turn = (int) (n / 100);
          Kind kind = turn < NEAR_LIMITS ? Kind.NEAR_LIMIT : kinds.get(turn % kinds.size());
          send(producer, mix.poisoned(kind, n, events));
        }
      }
      for (int key = 0; key < Poison.KEYS; key++) {
        send(producer, mix.closing(key));
      }
    }
    return events + Poison.KEYS;
  }

  /** Returns the poison by {@code partition:offset}. */
  Map<String, Dose> poison() {
    return poison;
  }

  /** Returns how much poison has the reason. */
  long count(String reason) {
    return doses(reason).size();
  }

  /** Takes note that poison is replayed as it was meant; returns how much. */
  long mended(String reason) {
    doses(reason).forEach(dose -> add(dose.event, dose.event.getTokens().getInput()));
    return count(reason);
  }

  /** Takes note that poison is replayed with so many input tokens; returns how much. */
  long mended(String reason, long inputTokens) {
    doses(reason).forEach(dose -> add(dose.event, inputTokens));
    return count(reason);
  }

  /** Returns requests, input tokens and spend that are to be counted by now. */
  List<Long> expected() {
    return List.of(requests, input, nanos);
  }

  /** Makes a producer of bytes that sends requests up to a size. */
  static KafkaProducer<byte[], byte[]> producer(Stack stack, int mostBytes) {
    Map<String, Object> settings = new HashMap<>(stack.kafka());
    settings.remove("isolation.level");
    settings.put("linger.ms", 20);
    settings.put("batch.size", 200_000);
    settings.put("max.request.size", mostBytes);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(KafkaProducer<byte[], byte[]> producer, Dose dose) {
    // Closing events are after the hour that is counted.
    if (dose.kind == Kind.NONE && dose.event.getOccurredAt().isBefore(Poison.HOUR_END)) {
      add(dose.event, dose.event.getTokens().getInput());
    }
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(Topics.USAGE.name(), dose.key, dose.value),
            (at, fault) -> {
              if (fault == null && dose.kind != Kind.NONE) {
                poison.put(at.partition() + ":" + at.offset(), dose);
              }
            });
  }

  private List<Dose> doses(String reason) {
    List<Dose> doses = poison.values().stream().filter(d -> d.kind.reason.equals(reason)).toList();
    assertThat(doses).as(reason).isNotEmpty();
    return doses;
  }

  private void add(UsageEvent event, long inputTokens) {
    requests++;
    input += inputTokens;
    nanos += event.getCost().getAmountNanos();
  }
}
