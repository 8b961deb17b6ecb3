package io.keyfuse.console.model;

import io.keyfuse.console.model.TimelineEntry.Kind;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.IncidentState;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is kept of one incident. Immutable; {@link #next} folds a transition. A transition that is
 * not newer than the last one changes nothing, so that a topic may be read again.
 *
 * @param row the incident as its newest transition tells it
 * @param state state entered by that transition
 * @param transition number of that transition
 * @param peakBurnNanosPerHour highest burn rate of all transitions
 * @param mitigated true once the provider applied an action
 * @param evidence evidence of the newest transition that carried any
 * @param transitions the newest transitions, oldest first
 */
record IncidentEntry(
    IncidentView row,
    IncidentState state,
    int transition,
    long peakBurnNanosPerHour,
    boolean mitigated,
    List<EvidenceView> evidence,
    List<TimelineEntry> transitions) {
  private static final int MAX_EVIDENCE = 8;
  private static final int MAX_TRANSITIONS = 40;

  static IncidentEntry first(Alert alert) {
    long burn = alert.getBurnNanosPerHour();
    return new IncidentEntry(
        row(alert, burn),
        alert.getState(),
        alert.getTransition(),
        burn,
        mitigates(alert),
        views(alert),
        List.of(step(alert)));
  }

  IncidentEntry next(Alert alert) {
    if (alert.getTransition() <= transition) {
      return this;
    }
    long peak = Math.max(peakBurnNanosPerHour, alert.getBurnNanosPerHour());
    List<TimelineEntry> steps =
        Stream.concat(transitions.stream(), Stream.of(step(alert)))
            .skip(Math.max(0, transitions.size() + 1 - MAX_TRANSITIONS))
            .toList();
    return new IncidentEntry(
        row(alert, peak),
        alert.getState(),
        alert.getTransition(),
        peak,
        mitigated || mitigates(alert),
        alert.getEvidence().isEmpty() ? evidence : views(alert),
        steps);
  }

  boolean closed() {
    return state == IncidentState.CLOSED;
  }

  /** Returns true while nothing has stopped it: open or escalated. */
  boolean burning() {
    return state == IncidentState.OPEN || state == IncidentState.ESCALATED;
  }

  private static boolean mitigates(Alert alert) {
    return alert.getState() == IncidentState.MITIGATED
        || alert.getState() == IncidentState.VERIFIED;
  }

  private static TimelineEntry step(Alert alert) {
    return new TimelineEntry(
        alert.getAt(), Kind.ALERT, alert.getState().name(), Clip.sentence(alert.getSummary()));
  }

  private static List<EvidenceView> views(Alert alert) {
    return alert.getEvidence().stream().limit(MAX_EVIDENCE).map(EvidenceView::of).toList();
  }

  private static IncidentView row(Alert a, long peakBurn) {
    return new IncidentView(
        Clip.id(a.getIncidentId()),
        Clip.id(CredentialId.of(a.getCredential())),
        Clip.idOrNull(a.getTenant()),
        a.getState().name(),
        a.getSeverity().name(),
        a.getCause().name(),
        a.getOpenedAt(),
        a.getAt(),
        NanoUsd.toUsd(a.getSpendNanos()),
        NanoUsd.toUsd(peakBurn),
        Clip.sentence(a.getSummary()),
        null,
        null);
  }
}
