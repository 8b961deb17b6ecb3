package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Stores one feed's pages, each in one transaction: usage, context and what the feed keeps for
 * itself become visible together or not at all. After a failed transaction the publisher is of no
 * further use. Used by one thread.
 */
final class FeedPublisher implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final String feed;
  private final int partition;
  private final Producer<String, byte[]> producer;
  private final Serializer<UsageEvent> usage;
  private final Serializer<ContextEvent> context;

  /**
   * Makes a publisher.
   *
   * @param partition of the context topic that holds the feed's own records
   */
  FeedPublisher(String feed, int partition, Producer<String, byte[]> producer, TopicSerdes serdes) {
    this.feed = feed;
    this.partition = partition;
    this.producer = producer;
    this.usage = serdes.value(Topics.USAGE).serializer();
    this.context = serdes.value(Topics.CONTEXT).serializer();
  }

  /** Stores a page; an empty one costs nothing. */
  void page(List<Decoded> page) {
    List<Decoded> wanted =
        page.stream()
            .filter(part -> part instanceof Decoded.Usage || part instanceof Decoded.Context)
            .toList();
    if (!wanted.isEmpty()) {
      transact(() -> wanted.forEach(this::send));
    }
  }

  /** Stores the mark. */
  void mark(FeedMark mark) {
    transact(() -> send(FeedRecords.heartbeat(feed, mark)));
  }

  /**
   * Ends what an earlier publisher of the feed left open, and fences it off: what it stored is
   * known from then on, and it stores no more.
   */
  void takeOver() {
    try {
      producer.initTransactions();
    } catch (RuntimeException e) {
      throw notStored(e);
    }
  }

  private void transact(Runnable sends) {
    try {
      producer.beginTransaction();
      sends.run();
      producer.commitTransaction();
    } catch (RuntimeException e) {
      // Whatever it was, also a registry that is away: the transaction is open and of no more use.
      throw notStored(e);
    }
  }

  private FeedFault notStored(RuntimeException e) {
    return new FeedFault(
        FeedFault.Reason.NOT_STORED,
        "feed " + feed + ": a page could not be stored (" + e + "); it is read again");
  }

  private void send(Decoded part) {
    if (part instanceof Decoded.Usage read) {
      String key = CredentialId.of(read.event().getCredential());
      put(Topics.USAGE.name(), null, key, usage.serialize(Topics.USAGE.name(), read.event()));
    } else if (part instanceof Decoded.Context known) {
      send(known.event());
    }
  }

  private void send(ContextEvent event) {
    String topic = Topics.CONTEXT.name();
    boolean own = event.getScope().startsWith(FeedRecords.PREFIX);
    Integer to =
        own
            ? Integer.valueOf(partition)
            : FeedRecords.lineagePartition(event, () -> producer.partitionsFor(topic).size());
    put(topic, to, event.getScope(), context.serialize(topic, event));
  }

  // The commit fails when any send did, so that no future needs to be looked at.
  private void put(String topic, @Nullable Integer to, String key, byte @Nullable [] value) {
    Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, to, key, value));
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
