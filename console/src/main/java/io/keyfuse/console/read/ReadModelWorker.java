package io.keyfuse.console.read;

import io.keyfuse.console.model.ReadModel;
import io.keyfuse.schemas.stream.gate.GatedConsumers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the output topics into the model on a thread of its own. Whatever fails, the loop starts
 * again after a pause; the model takes repeated records without harm. {@link #start} and {@link
 * #close} are called once each, by one thread.
 */
public final class ReadModelWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadModelWorker.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(10);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final ReadLoop loop;
  private final ReadMeters meters;
  private final Duration pause;
  private final CountDownLatch closed;
  private final Thread thread;
  private volatile @Nullable Consumer<String, byte[]> current;
  private volatile boolean healthy = true;

  /**
   * Makes a worker; nothing is read before {@link #start}.
   *
   * @param gated makes the consumer, which waits for a schema registry that is away
   */
  public ReadModelWorker(
      ReadSource source,
      GatedConsumers gated,
      ReadModel model,
      MeterRegistry registry,
      InstantSource clock) {
    this(
        () -> gated.consumer(settings(source.clientProperties()), new StringDeserializer()),
        source,
        model,
        registry,
        clock);
  }

  ReadModelWorker(
      Supplier<Consumer<String, byte[]>> consumers,
      ReadSource source,
      ReadModel model,
      MeterRegistry registry,
      InstantSource clock) {
    List<TopicFold> folds = TopicFold.of(model, source.serdes());
    this.consumers = consumers;
    this.pause = Duration.ofSeconds(1);
    this.closed = new CountDownLatch(1);
    this.meters = new ReadMeters(registry, folds);
    this.loop = new ReadLoop(folds, model, meters, clock, source.lookBack());
    this.thread = new Thread(this::run, "keyfuse-console-read");
    this.thread.setDaemon(true);
  }

  /** Starts reading. */
  public void start() {
    thread.start();
  }

  /** Returns false while the last try to read ended in an error. */
  public boolean healthy() {
    return healthy;
  }

  /** Stops reading and waits at most ten seconds for the thread. */
  @Override
  public void close() {
    closed.countDown();
    Consumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(STOP_WAIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (closed.getCount() > 0) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        current = consumer;
        loop.open(consumer);
        while (closed.getCount() > 0 && loop.step(consumer)) {
          healthy = true;
        }
      } catch (WakeupException e) {
        LOG.debug("woken up to stop");
      } catch (RuntimeException e) {
        healthy = false;
        meters.restarted();
        LOG.warn("reading for the console failed; trying again in {}", pause, e);
      } finally {
        current = null;
      }
      rest();
    }
  }

  private void rest() {
    try {
      if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private static Map<String, Object> settings(Map<String, Object> properties) {
    Map<String, Object> own = new HashMap<>(properties);
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    own.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "keyfuse-console");
    return own;
  }
}
