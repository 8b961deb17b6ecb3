package io.keyfuse.ingest.push;

import io.keyfuse.schemas.config.Doc;
import java.util.Map;

/** Which CloudEvents become usage. Immutable; omitted values take their defaults. */
@Doc("Which CloudEvents (POST /v1/events) become usage, beside io.keyfuse.usage.v1.")
public record CloudEventsConfig(
    @Doc("CloudEvents type to the name of the mapping that its data is read by.")
        Map<String, String> types) {

  /** Fills in defaults. */
  public CloudEventsConfig {
    types = types == null ? Map.of() : Map.copyOf(types);
  }

  /** Returns the defaults. */
  public static CloudEventsConfig defaults() {
    return new CloudEventsConfig(Map.of());
  }
}
