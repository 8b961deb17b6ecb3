package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.dedupe.ArrivalStore;
import io.keyfuse.ingest.dedupe.BucketUpsert;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An instance that runs one feed, with Kafka's own mock producer for the topics; it can die and be
 * succeeded by another one that knows only what was committed.
 */
final class FeedSite {
  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final List<ProducerRecord<String, byte[]>> committed = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FeedMetrics metrics = new FeedMetrics(meters, this::now);
  private final Supplier<PullFeed> feeds;
  private final Random random;
  private Instant now;
  private @Nullable MockProducer<String, byte[]> producer;
  private FeedRun run;

  FeedSite(Instant start, Random random, Supplier<PullFeed> feeds) {
    this.now = start;
    this.random = random;
    this.feeds = feeds;
    this.run = succeed();
  }

  private Instant now() {
    return now;
  }

  /** Says what time it is to this instance. */
  void at(Instant time) {
    now = time;
  }

  /** Lets time pass and sweeps whenever one is due, looking every second. */
  void pass(Duration time, Runnable onTick) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plusSeconds(1);
      onTick.run();
      sweepIfDue();
    }
  }

  boolean sweepIfDue() {
    boolean due = run.isDue(now);
    if (due) {
      run.sweep();
      collect();
    }
    return due;
  }

  /** Dies without a word; another instance goes on. */
  void die() {
    producer = null;
    run = succeed();
  }

  /** Fails the next transaction. */
  void failNextCommit() {
    MockProducer<String, byte[]> open = producer;
    if (open != null) {
      open.commitTransactionException = new org.apache.kafka.common.errors.TimeoutException("test");
    }
  }

  double sweeps(String result) {
    return meters.find("keyfuse.feed.sweeps").tag("result", result).counters().stream()
        .mapToDouble(c -> c.count())
        .sum();
  }

  List<UsageEvent> usage() {
    var deserializer = serdes.value(Topics.USAGE).deserializer();
    return committed.stream()
        .filter(record -> record.topic().equals(Topics.USAGE.name()))
        .map(
            record ->
                Objects.requireNonNull(deserializer.deserialize(record.topic(), record.value())))
        .toList();
  }

  List<ContextEvent> context() {
    var deserializer = serdes.value(Topics.CONTEXT).deserializer();
    return committed.stream()
        .filter(record -> record.topic().equals(Topics.CONTEXT.name()))
        .map(
            record ->
                Objects.requireNonNull(deserializer.deserialize(record.topic(), record.value())))
        .toList();
  }

  /** Returns requests, input, output and nanos by credential and model, each bucket's newest. */
  Map<String, List<Long>> totals() {
    BucketUpsert upsert = new BucketUpsert(new MapStore(), PriceBook.load(PriceConfig.defaults()));
    Map<String, List<Long>> totals = new TreeMap<>();
    for (UsageEvent event : usage()) {
      String id = CredentialId.of(event.getCredential());
      UsageEvent difference = upsert.apply(id, event, Objects.requireNonNull(event.getBucket()), 0);
      if (difference != null) {
        totals.merge(id + " " + difference.getModel(), numbers(difference), FeedSite::sum);
      }
    }
    return totals;
  }

  static List<Long> sum(List<Long> one, List<Long> other) {
    List<Long> sum = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      sum.add(one.get(i) + other.get(i));
    }
    return sum;
  }

  private static List<Long> numbers(UsageEvent event) {
    return List.of(
        event.getRequestCount(),
        event.getTokens().getInput(),
        event.getTokens().getOutput(),
        event.getCost().getAmountNanos());
  }

  private FeedRun succeed() {
    FeedDesk desk = new FeedDesk(Set.of("main/completions"), serdes);
    for (ProducerRecord<String, byte[]> record : committed) {
      if (record.topic().equals(Topics.CONTEXT.name())) {
        desk.read(record.key(), record.value());
      }
    }
    InstantSource clock = () -> now;
    FeedTools tools =
        new FeedTools(new UsageValidator(UsageLimits.defaults()), clock, random, metrics);
    PullFeed feed = feeds.get();
    return new FeedRun(feed, desk, () -> new FeedPublisher(feed.name(), 0, open(), serdes), tools);
  }

  private MockProducer<String, byte[]> open() {
    MockProducer<String, byte[]> made =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    producer = made;
    return made;
  }

  private void collect() {
    MockProducer<String, byte[]> open = producer;
    if (open != null) {
      committed.addAll(open.history());
      open.clear();
    }
  }

  private static final class MapStore implements ArrivalStore {
    private final Map<ByteBuffer, byte[]> values = new HashMap<>();

    @Override
    public byte @Nullable [] get(byte[] key, long arrivalMs) {
      return values.get(ByteBuffer.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value, long arrivalMs) {
      values.put(ByteBuffer.wrap(key.clone()), value);
    }
  }
}
