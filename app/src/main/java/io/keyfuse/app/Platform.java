package io.keyfuse.app;

import io.keyfuse.alerting.execute.CrashPoints;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.http.Health;
import io.keyfuse.app.http.HttpServer;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.stream.gate.GatedConsumers;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * @param consumers of the topics
   * @param metrics of the instance
   * @param health readiness of the instance
   * @param crashPoints hook of tests at the executors' crash points
   */
  record Shared(
      AppConfig config,
      Map<String, String> environment,
      TopicSerdes serdes,
      GatedConsumers consumers,
      PrometheusMeterRegistry metrics,
      Health health,
      CrashPoints crashPoints) {}

  /**
   * Starts an instance; waits for a schema registry that does not answer, as long as configured.
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
      SharedStart begin = new SharedStart(config, environment, closing);
      HttpServer management = closing.with(begin.management());
      Shared shared = begin.prepare(crashPoints);
      RoleStart start = new RoleStart(shared, roles, closing);
      start.workers();
      HttpServer api = start.needsHttp() ? closing.with(start.http()) : null;
      begin.done();
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
    return failing().isEmpty();
  }

  /** Returns the names of the parts that are not ready. */
  public List<String> failing() {
    return shared.health().failing();
  }

  @Override
  public void close() {
    closing.close();
  }
}
