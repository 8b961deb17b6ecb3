package io.keyfuse.app.config;

import io.keyfuse.alerting.ResponseConfig;
import io.keyfuse.alerting.execute.provider.ExecutorsConfig;
import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.ingest.IngestConfig;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything that an instance is told.
 *
 * @param kafka client settings that pass through to every Kafka client
 * @param registry schema registry
 * @param topics how topics are made and checked
 * @param streams how the Kafka Streams client runs
 * @param server listener of the intake, the API and the page
 * @param management listener of metrics and health
 * @param ingest intake, validation, dedupe, prices
 * @param detection caps and detectors
 * @param response incidents, policies, signing, notification
 * @param executors providers on which commands are carried out
 * @param console read model, API and page
 */
@Doc("Everything that an instance is told; each role reads its own sections.")
public record AppConfig(
    @Doc("Kafka client settings by their own names; at least bootstrap.servers.")
        Map<String, String> kafka,
    @Doc("The schema registry.") RegistryConfig registry,
    @Doc("How topics are made and checked at start.") TopicsConfig topics,
    @Doc("How the Kafka Streams client runs.") StreamsSettings streams,
    @Doc("Listener of the intake, the API and the page.") ServerConfig server,
    @Doc("Listener of metrics and health.") ManagementConfig management,
    @Doc("Intake, validation, dedupe and prices.") IngestConfig ingest,
    @Doc("Caps and detectors.") DetectionConfig detection,
    @Doc("Incidents, policies, signing and notification.") ResponseConfig response,
    @Doc("Providers on which commands are carried out.") ExecutorsConfig executors,
    @Doc("Read model, API and page.") ConsoleConfig console) {

  /** Copies the map. */
  public AppConfig {
    kafka = Map.copyOf(kafka);
  }

  /** Returns what stands where a file is silent; {@code kafka} is empty. */
  public static AppConfig defaults() {
    return new AppConfig(
        Map.of(),
        RegistryConfig.of(URI.create("http://127.0.0.1:8081")),
        TopicsConfig.defaults(),
        StreamsSettings.defaults(),
        new ServerConfig("127.0.0.1", 8080, 64),
        ManagementConfig.defaults(),
        IngestConfig.defaults(),
        DetectionConfig.defaults(),
        ResponseConfig.defaults(),
        ExecutorsConfig.defaults(),
        ConsoleConfig.defaults());
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException naming the path of the fault and its fix
   */
  public static AppConfig load(Path file, Map<String, String> environment) {
    try {
      return parse(Files.readString(file), environment);
    } catch (IOException e) {
      throw new ConfigException("--config", "cannot read " + file + " (" + e.getMessage() + ")");
    }
  }

  /** Reads a text; see {@link #load}. */
  public static AppConfig parse(String yaml, Map<String, String> environment) {
    AppConfig config = new ConfigBinder().bind(yaml, defaults(), environment);
    if (!config.kafka().containsKey("bootstrap.servers")) {
      throw new ConfigException(
          "kafka.bootstrap.servers", "missing; write for example localhost:9092");
    }
    config.checkMemory();
    return config;
  }

  /** The outcomes are the executors' memory of what they did: forgotten, it is done again. */
  private void checkMemory() {
    Duration kept = topics.override(Topics.OUTCOMES).retention();
    Duration memory = executors.worker().memory();
    if (kept != null && kept.compareTo(memory) < 0) {
      throw new ConfigException(
          "topics.overrides.outcomes.v1.retention",
          "is below executors.worker.memory, "
              + Durations.format(memory)
              + "; executors would act twice: keep outcomes at least as long");
    }
  }

  /** Returns the settings of a plain Kafka client. */
  public Map<String, Object> clientProperties() {
    return new HashMap<>(kafka);
  }
}
