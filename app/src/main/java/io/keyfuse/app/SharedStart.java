package io.keyfuse.app;

import io.keyfuse.alerting.execute.CrashPoints;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.ManagementConfig;
import io.keyfuse.app.http.Health;
import io.keyfuse.app.http.HttpServer;
import io.keyfuse.app.http.HttpServer.Listener;
import io.keyfuse.app.http.ManagementRoutes;
import io.keyfuse.app.topic.RegistryWait;
import io.keyfuse.app.topic.SchemaPreparation;
import io.keyfuse.app.topic.TopicPreparation;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import io.keyfuse.schemas.registry.RegistryConfig;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.stream.gate.GatedConsumers;
import io.keyfuse.schemas.stream.gate.SchemaAnswers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;

/**
 * Starts what every role shares. Metrics and health come first, so that an instance that waits for
 * its registry is seen to live and not to be ready. Used by one thread.
 */
final class SharedStart {
  private final AppConfig config;
  private final Map<String, String> environment;
  private final Closing closing;
  private final PrometheusMeterRegistry metrics;
  private final Health health;
  private final AtomicBoolean registryAnswered = new AtomicBoolean();
  private final AtomicBoolean started = new AtomicBoolean();

  SharedStart(AppConfig config, Map<String, String> environment, Closing closing) {
    this.config = config;
    this.environment = environment;
    this.closing = closing;
    this.metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    closing.with(metrics::close);
    new JvmMemoryMetrics().bindTo(metrics);
    closing.with(bound(new JvmGcMetrics(), metrics));
    new ProcessorMetrics().bindTo(metrics);
    this.health = new Health(metrics);
    health.add("registry", registryAnswered::get);
    health.add("start", started::get);
  }

  /** Starts the listener of metrics and health. */
  HttpServer management() {
    ManagementConfig management = config.management();
    String token =
        management.token() == null
            ? null
            : management.token().resolve("management.token", environment);
    return HttpServer.start(
        "management",
        new Listener("keyfuse-management", management.host(), management.port(), 8),
        List.of(new ManagementRoutes(metrics, health, token)));
  }

  /** Prepares topics, then schemas, for which it waits. */
  Platform.Shared prepare(CrashPoints crashPoints) {
    topics();
    RegistryConfig registry = config.registry();
    SchemaAnswers answers =
        closing.with(
            new SchemaAnswers(
                new HttpSchemaRegistryClient(registry, environment), InstantSource.system()));
    new RegistryWait(registry.startTimeout())
        .prepare(
            new SchemaPreparation(answers, registry.autoRegister(), registry.subjectStrategy()));
    registryAnswered.set(true);
    return new Platform.Shared(
        config,
        environment,
        TopicSerdes.of(registry, answers, environment),
        consumers(answers),
        metrics,
        health,
        crashPoints);
  }

  /** Takes note that every role is started. */
  void done() {
    started.set(true);
  }

  private void topics() {
    Map<String, Object> client = config.clientProperties();
    client.putIfAbsent("default.api.timeout.ms", 20_000);
    client.putIfAbsent("request.timeout.ms", 10_000);
    try (Admin admin = Admin.create(client)) {
      new TopicPreparation(admin, config.topics()).prepare();
    }
  }

  private GatedConsumers consumers(SchemaAnswers answers) {
    GatedConsumers consumers = closing.with(new GatedConsumers(answers, InstantSource.system()));
    Gauge.builder("keyfuse.app.schema.held.partitions", consumers, GatedConsumers::heldPartitions)
        .description("Partitions that wait for the registry to tell a record's schema")
        .register(metrics);
    FunctionCounter.builder(
            "keyfuse.app.registry.unanswered", consumers, GatedConsumers::unansweredCalls)
        .description("Calls for the schema of a record that no registry answered")
        .register(metrics);
    return consumers;
  }

  private static JvmGcMetrics bound(JvmGcMetrics gc, PrometheusMeterRegistry metrics) {
    gc.bindTo(metrics);
    return gc;
  }
}
