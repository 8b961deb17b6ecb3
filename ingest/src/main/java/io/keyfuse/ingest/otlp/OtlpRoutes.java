package io.keyfuse.ingest.otlp;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.keyfuse.ingest.http.BatchCollector;
import io.keyfuse.ingest.http.IntakeDoor;
import io.keyfuse.ingest.validate.UsageValidator;
import java.time.Instant;
import java.time.InstantSource;

/**
 * {@code POST /v1/traces}, {@code /v1/metrics} and {@code /v1/logs}: OTLP/HTTP in protobuf and
 * JSON, plain or gzip, behind the same door as {@code /v1/usage}. Answers when every event is
 * stored durably; refused parts are counted in a partial success. Thread-safe.
 */
public final class OtlpRoutes {
  private final IntakeDoor door;
  private final OtlpConfig config;
  private final UsageValidator validator;
  private final InstantSource clock;
  private final SeriesMemory memory;

  /** Makes the routes behind the door. */
  public OtlpRoutes(
      IntakeDoor door, OtlpConfig config, UsageValidator validator, InstantSource clock) {
    this.door = door;
    this.config = config;
    this.validator = validator;
    this.clock = clock;
    this.memory = new SeriesMemory(config.maxSeries(), clock.instant());
  }

  /** Adds the routes. */
  public void register(JavalinConfig javalin) {
    for (OtlpSignal signal : OtlpSignal.values()) {
      javalin.routes.post(signal.path(), context -> serve(context, signal));
    }
  }

  private void serve(Context context, OtlpSignal signal) {
    Instant now = clock.instant();
    door.serve(
        context,
        new OtlpExchange(
            signal,
            OtlpEncoding.ofAnswer(context.header("Content-Type")),
            reader(signal, config, memory, now),
            new BatchCollector(signal.feed(), validator, now, config.maxCalls())));
  }

  static ExportReader reader(
      OtlpSignal signal, OtlpConfig config, SeriesMemory memory, Instant now) {
    if (!config.signals().contains(signal)) {
      return new UncountedReader();
    }
    return signal == OtlpSignal.METRICS
        ? new MetricReader(config, memory, now)
        : new CallReader(signal, config, now);
  }
}
