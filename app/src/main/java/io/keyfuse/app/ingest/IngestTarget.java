package io.keyfuse.app.ingest;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.topic.SchemaPreparation;
import io.keyfuse.app.topic.TopicPreparation;
import io.keyfuse.ingest.stream.FileEventLog;
import io.keyfuse.ingest.stream.FileProgressReader;
import io.keyfuse.ingest.stream.InventoryLog;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.serde.TopicSerdes;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** The Kafka and registry that a run stores to. Used by one thread. */
public final class IngestTarget implements AutoCloseable {
  private final Map<String, Object> connection;
  private final HttpSchemaRegistryClient registry;
  private final TopicSerdes serdes;
  private final FileProgressReader progress;

  private IngestTarget(
      Map<String, Object> connection, HttpSchemaRegistryClient registry, TopicSerdes serdes) {
    this.connection = connection;
    this.registry = registry;
    this.serdes = serdes;
    this.progress = new FileProgressReader(connection, serdes);
  }

  /**
   * Connects; makes topics and registers contracts where the configuration allows it.
   *
   * @throws io.keyfuse.schemas.config.ConfigException when something is missing, with its fix
   */
  public static IngestTarget connect(AppConfig config, Map<String, String> environment) {
    Map<String, Object> connection = config.clientProperties();
    connection.putIfAbsent("default.api.timeout.ms", 20_000);
    connection.putIfAbsent("request.timeout.ms", 10_000);
    try (Admin admin = Admin.create(connection)) {
      new TopicPreparation(admin, config.topics()).prepare();
    }
    RegistryConfig registry = config.registry();
    HttpSchemaRegistryClient client = new HttpSchemaRegistryClient(registry, environment);
    try {
      new SchemaPreparation(client, registry.autoRegister(), registry.subjectStrategy()).prepare();
      TopicSerdes serdes = TopicSerdes.of(registry, client, environment);
      return new IngestTarget(config.clientProperties(), client, serdes);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** Takes over a delivery. */
  FileEventLog log(String deliveryId) {
    return new FileEventLog(connection, serdes, deliveryId);
  }

  /** Opens the inventory of keys. */
  public InventoryLog inventory() {
    return new InventoryLog(connection, serdes);
  }

  FileProgressReader progress() {
    return progress;
  }

  @Override
  public void close() {
    progress.close();
    registry.close();
  }
}
