package io.keyfuse.app;

import io.keyfuse.alerting.execute.CrashPoints;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.http.Health;
import io.keyfuse.app.http.HttpServer;
import io.keyfuse.app.http.HttpServer.Listener;
import io.keyfuse.app.http.ManagementRoutes;
import io.keyfuse.app.topic.SchemaPreparation;
import io.keyfuse.app.topic.TopicPreparation;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance: prepares topics and schemas, then starts what its roles need, and closes
 * all of it in reverse order. Started and closed by one thread; readers may be any.
 */
public final class Platform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  private final Closing closing;
  private final Shared shared;
  private final @Nullable HttpServer api;
  private final HttpServer management;

  private Platform(
      Closing closing, Shared shared, @Nullable HttpServer api, HttpServer management) {
    this.closing = closing;
    this.shared = shared;
    this.api = api;
    this.management = management;
  }

  /**
   * What every role shares.
   *
   * @param config everything that the instance is told
   * @param environment for secrets
   * @param serdes of the topics
   * @param metrics of the instance
   * @param health readiness of the instance
   * @param crashPoints hook of tests at the executors' crash points
   */
  record Shared(
      AppConfig config,
      Map<String, String> environment,
      TopicSerdes serdes,
      PrometheusMeterRegistry metrics,
      Health health,
      CrashPoints crashPoints) {}

  /**
   * Starts an instance.
   *
   * @throws io.keyfuse.schemas.config.ConfigException when something that the roles need is
   *     missing; the message names it and the fix, and nothing is left running
   */
  public static Platform start(AppConfig config, Set<Role> roles, Map<String, String> environment) {
    return start(config, roles, environment, CrashPoints.NONE);
  }

  /** Starts an instance whose executors stop at crash points; for demo and tests. */
  public static Platform start(
      AppConfig config, Set<Role> roles, Map<String, String> environment, CrashPoints crashPoints) {
    Closing closing = new Closing();
    try {
      Shared shared = shared(config, environment, crashPoints, closing);
      RoleStart start = new RoleStart(shared, roles, closing);
      start.workers();
      HttpServer api = start.needsHttp() ? closing.with(start.http()) : null;
      HttpServer management = closing.with(management(shared));
      LOG.info("roles {} started; management at {}", roles, management.uri());
      return new Platform(closing, shared, api, management);
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /**
   * Returns the address of the intake, the API and the page.
   *
   * @throws IllegalStateException when no role of the instance serves it
   */
  public URI api() {
    HttpServer server = api;
    if (server == null) {
      throw new IllegalStateException("neither ingest nor console runs here");
    }
    return server.uri();
  }

  /** Returns the address of metrics and health. */
  public URI management() {
    return management.uri();
  }

  /** Returns the factory of serdes, for readers of the topics. */
  public TopicSerdes serdes() {
    return shared.serdes();
  }

  /** Returns the instance's metrics. */
  public PrometheusMeterRegistry metrics() {
    return shared.metrics();
  }

  /** Returns true when every part of the instance is ready. */
  public boolean isReady() {
    return shared.health().failing().isEmpty();
  }

  @Override
  public void close() {
    closing.close();
  }

  private static Shared shared(
      AppConfig config, Map<String, String> environment, CrashPoints crashPoints, Closing closing) {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    closing.with(metrics::close);
    new JvmMemoryMetrics().bindTo(metrics);
    closing.with(bound(new JvmGcMetrics(), metrics));
    new ProcessorMetrics().bindTo(metrics);
    Map<String, Object> client = config.clientProperties();
    client.putIfAbsent("default.api.timeout.ms", 20_000);
    client.putIfAbsent("request.timeout.ms", 10_000);
    try (Admin admin = Admin.create(client)) {
      new TopicPreparation(admin, config.topics()).prepare();
    }
    SchemaRegistryClient registry =
        closing.with(new HttpSchemaRegistryClient(config.registry(), environment));
    new SchemaPreparation(
            registry, config.registry().autoRegister(), config.registry().subjectStrategy())
        .prepare();
    return new Shared(
        config,
        environment,
        TopicSerdes.of(config.registry(), registry, environment),
        metrics,
        new Health(metrics),
        crashPoints);
  }

  private static JvmGcMetrics bound(JvmGcMetrics gc, PrometheusMeterRegistry metrics) {
    gc.bindTo(metrics);
    return gc;
  }

  private static HttpServer management(Shared shared) {
    var config = shared.config().management();
    String token =
        config.token() == null
            ? null
            : config.token().resolve("management.token", shared.environment());
    return HttpServer.start(
        "management",
        new Listener("keyfuse-management", config.host(), config.port(), 8),
        List.of(new ManagementRoutes(shared.metrics(), shared.health(), token)));
  }
}
