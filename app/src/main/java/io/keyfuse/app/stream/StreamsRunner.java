package io.keyfuse.app.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one topology. A thread that dies is replaced and goes on from the last commit. Thread-safe.
 */
public final class StreamsRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;

  /** Starts at once; readiness is {@link #isRunning()}. */
  public StreamsRunner(
      Topology topology,
      Properties properties,
      GatedStreamsClients clients,
      MeterRegistry registry) {
    this.streams = new KafkaStreams(topology, properties, clients);
    this.metrics = new KafkaStreamsMetrics(streams);
    Counter replaced =
        Counter.builder("keyfuse.app.stream.threads.replaced")
            .description("Stream threads that died and were replaced")
            .register(registry);
    streams.setUncaughtExceptionHandler(
        failure -> {
          LOG.error("a stream thread died and is replaced", failure);
          replaced.increment();
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    metrics.bindTo(registry);
    streams.start();
  }

  /** Returns true when every assigned partition is restored and being processed. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public void close() {
    metrics.close();
    if (!streams.close(CLOSE_TIMEOUT)) {
      LOG.warn("streams did not close within {}", CLOSE_TIMEOUT);
    }
  }
}
