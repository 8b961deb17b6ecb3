package io.keyfuse.app.backtest;

import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision that a provider or a person would have heard of.
 *
 * @param at when, on the recording's clock
 * @param credential whose key
 * @param tenant whose tenant, or null
 * @param action what
 * @param cause what it was taken for
 * @param probability of the cause, by the strongest standing signal
 * @param signals standing signals, strongest first
 * @param incidentId the incident
 * @param episodeStartedAt when the incident's episode began, in event time
 * @param rung place on the ladder; -1 for an alert
 * @param reason one sentence
 */
public record PaperDecision(
    Instant at,
    Credential credential,
    @Nullable String tenant,
    Action action,
    Cause cause,
    double probability,
    List<String> signals,
    String incidentId,
    Instant episodeStartedAt,
    int rung,
    String reason) {

  /** What a decision does. */
  public enum Action {
    /** Tells a person. */
    ALERT,
    /** Limits the rate. */
    THROTTLE,
    /** Limits the money. */
    CAP,
    /** Blocks the key reversibly. */
    SUSPEND,
    /** Kills the key. */
    REVOKE;

    /** Returns true when it does something to the key. */
    public boolean acts() {
      return this != ALERT;
    }

    /** Returns true when the key no longer works afterwards. */
    public boolean kills() {
      return this == SUSPEND || this == REVOKE;
    }
  }

  /** Copies the list. */
  public PaperDecision {
    signals = List.copyOf(signals);
  }
}
