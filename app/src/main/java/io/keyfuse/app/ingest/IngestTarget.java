package io.keyfuse.app.ingest;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.topic.SchemaPreparation;
import io.keyfuse.app.topic.TopicPreparation;
import io.keyfuse.ingest.stream.FileEventLog;
import io.keyfuse.ingest.stream.FileProgressReader;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
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
      Map<String, Object> connection, HttpSchemaRegistryClient registry, boolean autoRegister) {
    this.connection = connection;
    this.registry = registry;
    this.serdes = new TopicSerdes(registry, autoRegister);
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
    boolean autoRegister = config.registry().autoRegister();
    HttpSchemaRegistryClient registry =
        new HttpSchemaRegistryClient(
            config.registry(), config.registry().auth().authorization(environment));
    try {
      new SchemaPreparation(registry, autoRegister).prepare();
      return new IngestTarget(config.clientProperties(), registry, autoRegister);
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  /** Takes over a delivery. */
  FileEventLog log(String deliveryId) {
    return new FileEventLog(connection, serdes, deliveryId);
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
