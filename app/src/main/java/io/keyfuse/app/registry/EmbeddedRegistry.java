package io.keyfuse.app.registry;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.keyfuse.schemas.config.ConfigException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in the process: the Confluent REST subset that serdes, consoles and {@code
 * curl} use, for Avro, over one compacted topic with one writer. Ids survive a restart and are
 * never given twice. Start it once; {@code close} may be called from any thread.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);

  private final EmbeddedRegistryConfig config;
  private final SchemaLog log;
  private final StoreWriter writer;
  private final Javalin server;

  /**
   * Makes a registry; nothing is opened yet.
   *
   * @param config where it listens and what topic it keeps
   * @param kafka client properties, with {@code bootstrap.servers}
   */
  public EmbeddedRegistry(EmbeddedRegistryConfig config, Map<String, Object> kafka) {
    this(config, KafkaSchemaLog.over(kafka, config.topic(), config.timeout()));
  }

  EmbeddedRegistry(EmbeddedRegistryConfig config, SchemaLog log) {
    this.config = config;
    this.log = log;
    SchemaStore store = new SchemaStore();
    SubjectCatalog catalog = new SubjectCatalog(store);
    this.writer = new StoreWriter(log, store);
    Registrar registrar = new Registrar(writer, store, catalog);
    SettingsRegistrar settings = new SettingsRegistrar(writer, store, catalog);
    this.server =
        Javalin.create(
            javalin -> {
              limit(javalin);
              faults(javalin.routes);
              new SubjectRoutes(catalog, registrar).register(javalin.routes);
              new SchemaRoutes(store, catalog).register(javalin.routes);
              new ConfigRoutes(store, settings).register(javalin.routes);
              new ModeRoutes(store, catalog, settings).register(javalin.routes);
            });
  }

  /**
   * Reads the topic, making it if need be, and listens.
   *
   * @throws SchemaLogException when the topic cannot be made, read or is not fit
   * @throws ConfigException when the address cannot be listened on
   */
  public void start() {
    warnWhenOpen();
    writer.catchUp();
    try {
      server.start(config.host(), config.port());
    } catch (RuntimeException e) {
      throw new ConfigException(
          "embedded_registry.port",
          "cannot listen on "
              + config.host()
              + ":"
              + config.port()
              + "; free it or name another ("
              + e.getMessage()
              + ")");
    }
  }

  /** Returns the port listened on. */
  public int port() {
    return server.port();
  }

  /** Returns the base URL for clients on this machine. */
  public URI url() {
    return URI.create("http://" + config.host() + ":" + port());
  }

  @Override
  public void close() {
    server.stop();
    log.close();
  }

  private void limit(JavalinConfig javalin) {
    javalin.http.maxRequestSize = config.maxBodyBytes();
    javalin.http.prefer405over404 = true;
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
  }

  private static void faults(RoutesConfig routes) {
    routes.exception(
        RegistryFault.class,
        (fault, context) -> {
          if (fault.status() >= 500) {
            LOG.error("registry: {}", fault.getMessage(), fault);
          }
          RegistryJson.replyFault(
              context, fault.status(), fault.code(), String.valueOf(fault.getMessage()));
        });
    routes.exception(
        HttpResponseException.class,
        (fault, context) ->
            RegistryJson.replyFault(
                context, fault.getStatus(), fault.getStatus(), "HTTP " + fault.getMessage()));
    routes.exception(
        Exception.class,
        (fault, context) -> {
          LOG.error("registry: {} {}", context.method(), context.path(), fault);
          RegistryJson.replyFault(context, 500, 50001, "Error in the backend data store");
        });
  }

  private void warnWhenOpen() {
    try {
      if (!InetAddress.getByName(config.host()).isLoopbackAddress()) {
        LOG.warn(
            "the embedded registry has no login and listens on {}: anyone there can change schemas",
            config.host());
      }
    } catch (UnknownHostException e) {
      throw new ConfigException(
          "embedded_registry.host", "is not an address of this machine: " + config.host());
    }
  }
}
