package io.keyfuse.ingest.otlp;

/** What telemetry that a provider itself pushes is taken for. */
public enum ProviderPush {
  /** The provider's own report, which holds a thief's traffic too. */
  PROVIDER_USAGE,
  /** The same as what the owner's applications send. */
  TELEMETRY,
  /** Not counted. */
  IGNORE
}
