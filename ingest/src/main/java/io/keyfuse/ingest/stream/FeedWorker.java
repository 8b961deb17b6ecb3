package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Runs the pull feeds of one instance. All instances are one consumer group on the context topic:
 * the owner of the partition that holds a feed's mark runs the feed, so that each runs once however
 * many instances there are, and moves when one dies. A feed starts when its partition is read to
 * the end, hence from the newest mark. {@code run} ends on {@code close} or with an exception; a
 * supervisor starts a new one.
 */
public final class FeedWorker implements Runnable, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_THREADS = 8;

  private final List<PullFeed> feeds;
  private final FeedClients clients;
  private final FeedTools tools;
  private final FeedDesk desk;
  private final Consumer<String, byte[]> consumer;
  private final ExecutorService sweeps;
  private final Map<String, Running> running = new HashMap<>();
  private final Map<TopicPartition, Long> unread = new HashMap<>();
  private volatile boolean closed;

  private record Running(PullFeed feed, int partition, FeedRun run, Future<?> sweep) {}

  /** Makes a worker; {@link #run} opens the group. */
  public FeedWorker(List<PullFeed> feeds, FeedClients clients, FeedTools tools) {
    this.feeds = List.copyOf(feeds);
    this.clients = clients;
    this.tools = tools;
    this.desk = new FeedDesk(clients.serdes());
    this.consumer = clients.context();
    int threads = Math.max(1, Math.min(MOST_THREADS, feeds.size()));
    this.sweeps = Executors.newFixedThreadPool(threads, task -> new Thread(task, "keyfuse-feed"));
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(Topics.CONTEXT.name()), new Ownership());
      int partitions = consumer.partitionsFor(Topics.CONTEXT.name()).size();
      while (!closed) {
        consumer.poll(POLL).forEach(record -> desk.read(record.key(), record.value()));
        unread.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        startDue(partitions);
      }
    } catch (WakeupException e) {
      if (!closed) {
        throw e;
      }
    } finally {
      stop();
    }
  }

  private void startDue(int partitions) {
    Set<TopicPartition> owned = new HashSet<>(consumer.assignment());
    owned.removeAll(unread.keySet());
    Instant now = tools.clock().instant();
    for (PullFeed feed : feeds) {
      int partition = FeedRecords.partition(feed.name(), partitions);
      if (owned.contains(new TopicPartition(Topics.CONTEXT.name(), partition))) {
        startIfDue(feed, partition, now);
      }
    }
  }

  private void startIfDue(PullFeed feed, int partition, Instant now) {
    Running before = running.get(feed.name());
    FeedRun run = before == null ? open(feed, partition) : before.run();
    boolean idle = before == null || before.sweep().isDone();
    if (idle && run.isDue(now)) {
      running.put(feed.name(), new Running(feed, partition, run, sweeps.submit(run::sweep)));
    }
  }

  private FeedRun open(PullFeed feed, int partition) {
    return new FeedRun(
        feed,
        desk,
        () ->
            new FeedPublisher(
                feed.name(), partition, clients.producer(feed.name()), clients.serdes()),
        tools);
  }

  private void release(Collection<TopicPartition> lost) {
    unread.keySet().removeAll(lost);
    for (Iterator<Running> all = running.values().iterator(); all.hasNext(); ) {
      Running one = all.next();
      if (lost.contains(new TopicPartition(Topics.CONTEXT.name(), one.partition()))) {
        end(one);
        all.remove();
      }
    }
  }

  // The sweep's thread closes the producer after the interrupted sweep: it is that thread's own.
  private void end(Running one) {
    one.sweep().cancel(true);
    Future<?> unused = sweeps.submit(one.run()::close);
    desk.forget(one.feed().name());
    tools.metrics().released(one.feed());
  }

  private void stop() {
    running.values().forEach(this::end);
    running.clear();
    sweeps.shutdown();
    try {
      if (!sweeps.awaitTermination(10, TimeUnit.SECONDS)) {
        sweeps.shutdownNow();
      }
    } catch (InterruptedException e) {
      sweeps.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
  }

  private final class Ownership implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      consumer.seekToBeginning(assigned);
      unread.putAll(consumer.endOffsets(assigned));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      release(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      release(lost);
    }
  }
}
