package io.keyfuse.app.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics} in Prometheus text, {@code /health/live} and {@code /health/ready}. Health
 * needs no token and tells only names of checks.
 */
public final class ManagementRoutes implements Consumer<JavalinConfig> {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry metrics;
  private final Health health;
  private final byte @Nullable [] authorization;

  /** Makes the routes; a null token leaves {@code /metrics} open. */
  public ManagementRoutes(
      PrometheusMeterRegistry metrics, Health health, @Nullable String metricsToken) {
    this.metrics = metrics;
    this.health = health;
    this.authorization = metricsToken == null ? null : bytes("Bearer " + metricsToken);
  }

  @Override
  public void accept(JavalinConfig config) {
    config.routes.get("/metrics", this::metrics);
    config.routes.get("/health/live", context -> context.json(Map.of("status", "up")));
    config.routes.get("/health/ready", this::ready);
  }

  private void metrics(Context context) {
    String presented = context.header("Authorization");
    if (authorization != null
        && (presented == null || !MessageDigest.isEqual(authorization, bytes(presented)))) {
      context.status(401).header("WWW-Authenticate", "Bearer").result("token needed\n");
      return;
    }
    context.contentType(TEXT).result(metrics.scrape());
  }

  private void ready(Context context) {
    List<String> failing = health.failing();
    context
        .status(failing.isEmpty() ? 200 : 503)
        .json(Map.of("status", failing.isEmpty() ? "ready" : "not ready", "failing", failing));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
