package io.keyfuse.ingest.otlp;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.util.List;

/** How OTLP becomes usage. Immutable; omitted values take their defaults. */
@Doc("How OpenTelemetry data (POST /v1/traces, /v1/metrics, /v1/logs) becomes usage.")
public record OtlpConfig(
    @Doc("Which are counted; the others are accepted and ignored. Count one of them per service.")
        List<OtlpSignal> signals,
    @Doc("Which attributes say what.") AttributeNames attributes,
    @Doc("Keys told by other attributes; the first match counts.")
        List<CredentialMatch> credentials,
    @Doc("gen_ai.operation.name of spans that only enclose other calls.")
        List<String> ignoredOperations,
    @Doc("What Anthropic's own telemetry push is taken for. Take one report of the provider only.")
        ProviderPush anthropic,
    @Doc("Most calls of one request. Default 20000.") Integer maxCalls,
    @Doc("Most cumulative metric series that are remembered. Default 100000.") Integer maxSeries) {

  private static final int MOST_CALLS = 1_000_000;
  private static final int MOST_SERIES = 10_000_000;

  /** Fills in defaults and checks. */
  public OtlpConfig {
    signals = signals == null ? List.of(OtlpSignal.TRACES) : List.copyOf(signals);
    attributes = attributes == null ? AttributeNames.defaults() : attributes;
    credentials = credentials == null ? List.of() : List.copyOf(credentials);
    ignoredOperations =
        ignoredOperations == null
            ? List.of("invoke_agent", "create_agent", "execute_tool")
            : List.copyOf(ignoredOperations);
    anthropic = anthropic == null ? ProviderPush.PROVIDER_USAGE : anthropic;
    maxCalls = bounded("max_calls", maxCalls, 20_000, MOST_CALLS);
    maxSeries = bounded("max_series", maxSeries, 100_000, MOST_SERIES);
  }

  /** Returns the defaults. */
  public static OtlpConfig defaults() {
    return new OtlpConfig(
        List.of(OtlpSignal.TRACES),
        AttributeNames.defaults(),
        List.of(),
        List.of("invoke_agent", "create_agent", "execute_tool"),
        ProviderPush.PROVIDER_USAGE,
        20_000,
        100_000);
  }

  private static Integer bounded(String field, Integer value, int fallback, int most) {
    int number = value == null ? fallback : value;
    if (number < 1 || number > most) {
      throw new ConfigException("ingest.otlp." + field, "must lie within 1 and " + most);
    }
    return number;
  }
}
