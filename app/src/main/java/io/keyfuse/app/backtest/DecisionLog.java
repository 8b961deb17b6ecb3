package io.keyfuse.app.backtest;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the decisions of a run: commands, and the opening of incidents that no command came with.
 * Used by one thread.
 */
final class DecisionLog implements DecisionSink {
  private static final Comparator<Evidence> STRONGEST_FIRST =
      Comparator.comparingDouble(Evidence::getProbability)
          .reversed()
          .thenComparing(Evidence::getSignal);

  private final Map<String, Map<String, Evidence>> evidence = new HashMap<>();
  private final Map<String, Cause> causes = new HashMap<>();
  private final List<PaperDecision> decisions = new ArrayList<>();
  private final SpendBook spend = new SpendBook();
  private long dryRuns;

  @Override
  public void evidence(Evidence said) {
    evidence
        .computeIfAbsent(CredentialId.of(said.getCredential()), ignored -> new TreeMap<>())
        .put(said.getSignal() + " " + said.getCause(), said);
  }

  @Override
  public void spend(SpendWindow window) {
    spend.closed(window);
  }

  @Override
  public void decided(List<Alert> alerts, List<KillSwitchCommand> commands) {
    Set<String> acted = new HashSet<>();
    for (KillSwitchCommand command : commands) {
      if (!command.getDryRun()) {
        acted.add(command.getIncidentId());
      }
    }
    for (Alert alert : alerts) {
      causes.put(alert.getIncidentId(), alert.getCause());
      if (alert.getState() == IncidentState.OPEN && !acted.contains(alert.getIncidentId())) {
        decisions.add(decision(alert));
      }
    }
    for (KillSwitchCommand command : commands) {
      if (command.getDryRun()) {
        dryRuns++;
      } else {
        decisions.add(decision(command));
      }
    }
  }

  /** Returns the decisions in their order. */
  List<PaperDecision> decisions() {
    return List.copyOf(decisions);
  }

  /** Returns what the keys spent. */
  SpendBook spend() {
    return spend;
  }

  /** Returns how many commands were dry runs, which are no decisions. */
  long dryRuns() {
    return dryRuns;
  }

  private PaperDecision decision(Alert alert) {
    List<Evidence> standing = standing(CredentialId.of(alert.getCredential()), alert.getCause());
    return new PaperDecision(
        alert.getAt(),
        alert.getCredential(),
        alert.getTenant(),
        PaperDecision.Action.ALERT,
        alert.getCause(),
        probability(standing),
        names(standing),
        alert.getIncidentId(),
        start(standing, alert.getAt()),
        -1,
        alert.getSummary());
  }

  private PaperDecision decision(KillSwitchCommand command) {
    Cause cause = causes.getOrDefault(command.getIncidentId(), Cause.UNKNOWN);
    List<Evidence> standing = standing(CredentialId.of(command.getCredential()), cause);
    return new PaperDecision(
        command.getIssuedAt(),
        command.getCredential(),
        command.getTenant(),
        action(command.getAction()),
        cause,
        probability(standing),
        names(standing),
        command.getIncidentId(),
        start(standing, command.getIssuedAt()),
        command.getRung(),
        command.getReason());
  }

  private List<Evidence> standing(String credentialId, Cause cause) {
    return evidence.getOrDefault(credentialId, Map.of()).values().stream()
        .filter(said -> said.getState() == EvidenceState.RAISED && said.getCause() == cause)
        .sorted(STRONGEST_FIRST)
        .toList();
  }

  private static double probability(List<Evidence> standing) {
    return standing.isEmpty() ? 0 : standing.get(0).getProbability();
  }

  private static List<String> names(List<Evidence> standing) {
    return standing.stream().map(said -> said.getSignal().name()).toList();
  }

  private static Instant start(List<Evidence> standing, Instant otherwise) {
    return standing.stream()
        .map(Evidence::getEpisodeStartedAt)
        .min(Instant::compareTo)
        .orElse(otherwise);
  }

  private static PaperDecision.Action action(CommandAction action) {
    return switch (action) {
      case SUSPEND -> PaperDecision.Action.SUSPEND;
      case REVOKE -> PaperDecision.Action.REVOKE;
      case CAP -> PaperDecision.Action.CAP;
      case THROTTLE -> PaperDecision.Action.THROTTLE;
      case RESTORE, UNSPECIFIED -> throw new IllegalArgumentException("no policy orders " + action);
    };
  }
}
