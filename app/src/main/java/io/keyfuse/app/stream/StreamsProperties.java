package io.keyfuse.app.stream;

import io.keyfuse.app.config.Role;
import io.keyfuse.app.config.StreamsSettings;
import io.keyfuse.ingest.stream.DeadLetters;
import io.keyfuse.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;

/** Settings of the Kafka Streams client: ours are fixed where a guarantee hangs on them. */
public final class StreamsProperties {
  private StreamsProperties() {}

  /**
   * Returns the client's settings.
   *
   * @param kafka settings that pass through; they win except for the processing guarantee
   * @param meters where the dead-letter handlers count
   */
  public static Properties of(
      StreamsSettings settings, Set<Role> roles, Map<String, String> kafka, MeterRegistry meters) {
    Properties p = new Properties();
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    p.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    p.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    p.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    // A dead instance's keys go unwatched for this long; Kafka's default is 45 s.
    p.put(StreamsConfig.consumerPrefix("session.timeout.ms"), "10000");
    p.put(StreamsConfig.producerPrefix("linger.ms"), "5");
    p.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    p.putAll(kafka);
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(settings, roles));
    p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    p.put("processing.exception.handler.global.enabled", true);
    p.putAll(DeadLetters.settings(Topics.DEAD_LETTERS.name(), meters));
    return p;
  }

  private static String applicationId(StreamsSettings settings, Set<Role> roles) {
    boolean detects = roles.contains(Role.DETECT);
    boolean responds = roles.contains(Role.RESPOND);
    String suffix = detects && responds ? "" : detects ? "-detect" : "-respond";
    return settings.applicationId() + suffix;
  }
}
