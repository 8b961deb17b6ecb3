package io.keyfuse.console.model;

import io.keyfuse.console.model.TimelineEntry.Kind;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.IncidentState;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is kept of one incident. Immutable; {@link #next} folds a transition. A transition that is
 * not newer than the last one changes nothing, so that a topic may be read again.
 *
 * @param last newest transition, without its evidence
 * @param peakBurnNanosPerHour highest burn rate of all transitions
 * @param mitigated true once the provider applied an action
 * @param evidence evidence of the newest transition that carried any
 * @param transitions the newest transitions, oldest first
 */
record IncidentEntry(
    Alert last,
    long peakBurnNanosPerHour,
    boolean mitigated,
    List<EvidenceView> evidence,
    List<TimelineEntry> transitions) {
  private static final int MAX_EVIDENCE = 8;
  private static final int MAX_TRANSITIONS = 40;

  static IncidentEntry first(Alert alert) {
    return new IncidentEntry(
        bare(alert),
        alert.getBurnNanosPerHour(),
        mitigates(alert),
        views(alert),
        List.of(step(alert)));
  }

  IncidentEntry next(Alert alert) {
    if (alert.getTransition() <= last.getTransition()) {
      return this;
    }
    List<TimelineEntry> steps =
        Stream.concat(transitions.stream(), Stream.of(step(alert)))
            .skip(Math.max(0, transitions.size() + 1 - MAX_TRANSITIONS))
            .toList();
    return new IncidentEntry(
        bare(alert),
        Math.max(peakBurnNanosPerHour, alert.getBurnNanosPerHour()),
        mitigated || mitigates(alert),
        alert.getEvidence().isEmpty() ? evidence : views(alert),
        steps);
  }

  boolean closed() {
    return last.getState() == IncidentState.CLOSED;
  }

  /** Returns true while nothing has stopped it: open or escalated. */
  boolean burning() {
    return last.getState() == IncidentState.OPEN || last.getState() == IncidentState.ESCALATED;
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

  private static Alert bare(Alert alert) {
    return Alert.newBuilder(alert)
        .setIncidentId(Clip.id(alert.getIncidentId()))
        .setTenant(Clip.idOrNull(alert.getTenant()))
        .setSummary(Clip.sentence(alert.getSummary()))
        .setEvidence(List.of())
        .build();
  }
}
