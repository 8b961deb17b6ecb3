package io.keyfuse.bench.decision;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Produces events at a pace that waits for no answer, the deciding ones at random places among
 * them. A time counts from when its event was due, so that a late producer is not left out. Used by
 * one thread.
 */
final class PacedRun {
  private final DecisionPlan plan;
  private final String topic;
  private final Map<String, Object> settings;
  private final Serializer<UsageEvent> serializer;

  PacedRun(
      DecisionPlan plan,
      String topic,
      Map<String, Object> kafka,
      Serializer<UsageEvent> serializer) {
    this.plan = plan;
    this.topic = topic;
    this.settings = new HashMap<>(kafka);
    this.settings.put("acks", "all");
    this.settings.put("linger.ms", 5);
    this.settings.put("compression.type", "lz4");
    this.serializer = serializer;
  }

  /** Produces events as fast as they go. */
  void history(Iterable<UsageEvent> events) {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, UsageEvent> producer = producer()) {
      events.forEach(event -> send(producer, event, failure));
    }
    require(failure);
  }

  /** Plays one run; returns when each victim's event was due, by credential id. */
  Map<String, Long> play(DecisionTraffic traffic) {
    Map<Integer, Integer> victims = victimsByPlace();
    Map<String, Long> due = new HashMap<>();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    InstantSource clock = InstantSource.system();
    try (KafkaProducer<String, UsageEvent> producer = producer()) {
      long from = System.nanoTime();
      for (int i = 0; i < plan.events(); i++) {
        long dueNanos = from + i * 1_000_000_000L / plan.rate();
        for (long left = dueNanos - System.nanoTime();
            left > 0;
            left = dueNanos - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        Integer victim = victims.get(i);
        UsageEvent event =
            victim == null ? traffic.call(clock.instant()) : traffic.flood(victim, clock.instant());
        if (victim != null) {
          due.put(CredentialId.of(event.getCredential()), dueNanos);
        }
        send(producer, event, failure);
      }
    }
    require(failure);
    return due;
  }

  private Map<Integer, Integer> victimsByPlace() {
    SplittableRandom random = new SplittableRandom(plan.seed() + 1);
    Map<Integer, Integer> victims = new HashMap<>();
    int lead = plan.rate() * DecisionPlan.LEAD_SECONDS;
    while (victims.size() < plan.victims()) {
      victims.putIfAbsent(lead + random.nextInt(plan.events() - lead), victims.size());
    }
    return victims;
  }

  private KafkaProducer<String, UsageEvent> producer() {
    return new KafkaProducer<>(settings, new StringSerializer(), serializer);
  }

  private void send(
      KafkaProducer<String, UsageEvent> producer,
      UsageEvent event,
      AtomicReference<@Nullable Exception> failure) {
    var unused =
        producer.send(
            new ProducerRecord<>(topic, CredentialId.of(event.getCredential()), event),
            (metadata, e) -> failure.compareAndSet(null, e));
  }

  private static void require(AtomicReference<@Nullable Exception> failure) {
    if (failure.get() != null) {
      throw new IllegalStateException("an event could not be produced", failure.get());
    }
  }
}
