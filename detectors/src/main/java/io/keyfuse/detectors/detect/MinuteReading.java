package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.MinuteLine;
import io.keyfuse.schemas.v1.Credential;
import java.util.Map;

/**
 * One minute of one credential, telemetry beside provider usage, told once. Immutable.
 *
 * @param credential whose key
 * @param startMs start of the minute
 * @param lines by model; {@code other} holds the models beyond the sixteenth
 * @param telemetrySealed false when telemetry may still come, so that its absence proves nothing
 * @param providerSealed false when provider usage may still come
 */
public record MinuteReading(
    Credential credential,
    long startMs,
    Map<String, MinuteLine> lines,
    boolean telemetrySealed,
    boolean providerSealed) {

  /** Copies the lines. */
  public MinuteReading {
    lines = Map.copyOf(lines);
  }

  /** Returns whether both sides have told all they will. */
  public boolean isSealed() {
    return telemetrySealed && providerSealed;
  }
}
