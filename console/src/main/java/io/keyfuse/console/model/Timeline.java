package io.keyfuse.console.model;

import io.keyfuse.console.model.TimelineEntry.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Joins what four topics say about one incident into one story, in order of time. Pure. */
final class Timeline {
  /** Most steps told; the newest stay. */
  static final int MAX = 120;

  private static final Comparator<TimelineEntry> ORDER =
      Comparator.comparing(TimelineEntry::at).thenComparingInt(Timeline::rank);

  private Timeline() {}

  static List<TimelineEntry> of(
      List<TimelineEntry> transitions, List<DecisionView> decisions, List<CommandView> commands) {
    List<TimelineEntry> steps = new ArrayList<>(transitions);
    for (DecisionView d : decisions) {
      steps.add(new TimelineEntry(d.at(), Kind.DECISION, d.reason(), d.detail()));
    }
    for (CommandView c : commands) {
      if (c.issuedAt() != null) {
        String reason = c.reason() == null ? "" : c.reason();
        steps.add(new TimelineEntry(c.issuedAt(), Kind.COMMAND, c.action(), reason));
      }
      c.outcomes().forEach(o -> steps.add(step(o)));
    }
    steps.sort(ORDER);
    return List.copyOf(steps.subList(Math.max(0, steps.size() - MAX), steps.size()));
  }

  /** Cause before effect within one instant: evidence, decision, command, answer, new state. */
  private static int rank(TimelineEntry entry) {
    boolean evidence = "OPEN".equals(entry.label()) || "ESCALATED".equals(entry.label());
    return switch (entry.kind()) {
      case ALERT -> evidence ? 0 : 4;
      case DECISION -> 1;
      case COMMAND -> 2;
      case OUTCOME -> 3;
    };
  }

  private static TimelineEntry step(OutcomeView o) {
    StringBuilder detail = new StringBuilder(o.detail());
    if (!"NONE".equals(o.reason())) {
      detail.append(" (").append(o.reason()).append(')');
    }
    if (o.httpStatus() != null) {
      detail.append(" · HTTP ").append(o.httpStatus());
    }
    if (o.providerLatencyMs() != null) {
      detail.append(" · ").append(o.providerLatencyMs()).append(" ms");
    }
    return new TimelineEntry(o.at(), Kind.OUTCOME, o.status(), detail.toString());
  }
}
