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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Runs the pull feeds of one instance. All instances are one consumer group on the context topic:
 * the owner of the partition that holds a feed's mark runs the feed, so that each runs once however
 * many instances there are, and moves when one dies. Who takes a feed over fences off the one
 * before, and only then reads the partition to its end: the feed goes on from all that was ever
 * stored. {@code run} ends on {@code close} or with an exception; a supervisor starts a new one.
 */
public final class FeedWorker implements Runnable, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_THREADS = 8;

  private final List<PullFeed> feeds;
  private final FeedClients clients;
  private final FeedTools tools;
  private final FeedDesk desk;
  private final Consumer<String, byte[]> consumer;
  private final FeedEnds ends;
  private final ExecutorService sweeps;
  private final Map<String, Running> running = new HashMap<>();
  private final Map<TopicPartition, Long> unread = new HashMap<>();
  private volatile boolean closed;

  /**
   * A feed that this instance owns.
   *
   * @param task what was last started
   * @param isKnown all that was stored before it was taken over is being read, or has been
   */
  private record Running(
      PullFeed feed, TopicPartition place, FeedRun run, Future<?> task, boolean isKnown) {
    Running doing(Future<?> next) {
      return new Running(feed, place, run, next, isKnown);
    }

    Running known(boolean known) {
      return new Running(feed, place, run, task, known);
    }
  }

  /** Makes a worker; {@link #run} opens the group. */
  public FeedWorker(List<PullFeed> feeds, FeedClients clients, FeedTools tools) {
    this.feeds = List.copyOf(feeds);
    this.clients = clients;
    this.tools = tools;
    this.desk =
        new FeedDesk(
            feeds.stream().map(PullFeed::name).collect(Collectors.toSet()), clients.serdes());
    this.consumer = clients.context();
    this.ends = clients.ends();
    int threads = Math.max(1, Math.min(MOST_THREADS, feeds.size()));
    this.sweeps = Executors.newFixedThreadPool(threads, task -> new Thread(task, "keyfuse-feed"));
  }

  @Override
  public void run() {
    try (ends;
        consumer) {
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
      TopicPartition place = new TopicPartition(Topics.CONTEXT.name(), partition);
      if (owned.contains(place)) {
        running.compute(
            feed.name(), (name, one) -> next(one == null ? own(feed, place) : one, now));
      }
    }
  }

  /** Takes a feed a step further: taken over, then read to its end, then swept when due. */
  private Running next(Running one, Instant now) {
    FeedRun run = one.run();
    if (!one.task().isDone()) {
      return one;
    }
    if (run.hasTakenOver() && !one.isKnown()) {
      unread.put(one.place(), ends.of(one.place()));
      return one.known(true);
    }
    if (!run.isDue(now)) {
      return one;
    }
    return run.hasTakenOver()
        ? one.doing(sweeps.submit(run::sweep))
        : one.doing(sweeps.submit(run::takeOver)).known(false);
  }

  private Running own(PullFeed feed, TopicPartition place) {
    String name = feed.name();
    FeedRun run =
        new FeedRun(
            feed,
            desk,
            () ->
                new FeedPublisher(
                    name, place.partition(), clients.producer(name), clients.serdes()),
            tools);
    return new Running(feed, place, run, CompletableFuture.completedFuture(null), false);
  }

  private void release(Collection<TopicPartition> lost) {
    unread.keySet().removeAll(lost);
    for (Iterator<Running> all = running.values().iterator(); all.hasNext(); ) {
      Running one = all.next();
      if (lost.contains(one.place())) {
        end(one);
        all.remove();
      }
    }
  }

  // The sweep's thread closes the producer after the interrupted sweep: it is that thread's own.
  private void end(Running one) {
    one.run().end();
    one.task().cancel(true);
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
