package io.keyfuse.console.model;

import io.keyfuse.schemas.v1.Decision;
import java.util.List;

/** The newest decisions. Not thread-safe: {@link ReadModel} holds the lock. */
final class DecisionTail {
  private final BoundedMap<DecisionView> decisions;

  DecisionTail(int max) {
    this.decisions = new BoundedMap<>(max, decision -> false);
  }

  void apply(Decision decision) {
    DecisionView view = DecisionView.of(decision);
    if (decisions.get(view.decisionId()) == null) {
      decisions.put(view.decisionId(), view);
    }
  }

  List<DecisionView> newestFirst(int limit) {
    return decisions.newestFirst().stream().limit(limit).toList();
  }

  List<DecisionView> ofIncident(String incidentId) {
    return decisions.values().stream().filter(d -> d.incidentId().equals(incidentId)).toList();
  }
}
