package io.keyfuse.ingest.file;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The closed list of formats that files are read in. */
public enum FileFormat {
  /** FOCUS 1.0 to 1.3 as CSV or Parquet. */
  FOCUS,
  /** AWS Bedrock model invocation log. */
  BEDROCK,
  /** AWS CloudTrail. */
  CLOUDTRAIL,
  /** OpenAI audit log. */
  OPENAI_AUDIT,
  /** OpenAI usage, costs and key lists as the admin API answers. */
  OPENAI_ADMIN,
  /** Anthropic compliance activity. */
  ANTHROPIC_ACTIVITY,
  /** LiteLLM spend logs and logging payloads. */
  LITELLM,
  /** OTLP export requests in JSON, as the OpenTelemetry Collector writes files. */
  OTLP,
  /** Azure Cost Management, actual cost. */
  AZURE_COST,
  /** Google Cloud billing export from BigQuery. */
  GCP_BILLING;

  /** Returns the name that people write: {@code openai-audit}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the format of a name, or nothing. */
  public static Optional<FileFormat> of(String label) {
    return Arrays.stream(values()).filter(format -> format.label().equals(label)).findFirst();
  }

  /** Returns all names, separated by commas. */
  public static String labels() {
    return Arrays.stream(values()).map(FileFormat::label).collect(Collectors.joining(", "));
  }
}
