package io.keyfuse.console.model;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Alert;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents; closed ones go first when there are too many. Not thread-safe. */
final class IncidentBoard {
  private static final Comparator<IncidentEntry> ORDER =
      Comparator.comparing(IncidentEntry::closed)
          .thenComparing(entry -> entry.row().openedAt(), Comparator.reverseOrder())
          .thenComparing(entry -> entry.row().incidentId());

  private final BoundedMap<IncidentEntry> incidents;

  IncidentBoard(int max) {
    this.incidents = new BoundedMap<>(max, IncidentEntry::closed);
  }

  void apply(Alert alert) {
    String id = Clip.id(alert.getIncidentId());
    IncidentEntry known = incidents.get(id);
    incidents.put(id, known == null ? IncidentEntry.first(alert) : known.next(alert));
  }

  @Nullable IncidentEntry find(String incidentId) {
    return incidents.get(incidentId);
  }

  /** Returns the incidents that are not closed first, then the newest first. */
  List<IncidentEntry> sorted(int limit) {
    return incidents.values().stream().sorted(ORDER).limit(limit).toList();
  }

  int burning() {
    return (int) incidents.values().stream().filter(IncidentEntry::burning).count();
  }

  long stoppedBurnNanosPerHour() {
    return incidents.values().stream()
        .filter(IncidentEntry::mitigated)
        .mapToLong(IncidentEntry::peakBurnNanosPerHour)
        .reduce(0, NanoUsd::saturatedAdd);
  }
}
