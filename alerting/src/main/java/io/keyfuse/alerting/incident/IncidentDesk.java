package io.keyfuse.alerting.incident;

import io.keyfuse.alerting.policy.PolicyBook;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The pure step from (state, input, now) to (state, outputs) for one credential.
 *
 * <p>Guarantees: at most one open incident per cause, at most one command per incident and rung
 * (and one dry run of it), epochs that rise with every command, and ids that depend on the cause
 * only, so that a step repeated after a crash says the same. Thread-safe.
 */
public final class IncidentDesk {
  private final DecisionStages stages;
  private final EvidenceIntake evidence;
  private final OutcomeIntake outcomes;
  private final Settlement settlement;
  private final CommandIssuer issuer = new CommandIssuer();

  /**
   * @param book the policies in force
   * @param protectedKeys patterns of keys that no policy may act on
   * @param config times
   */
  public IncidentDesk(PolicyBook book, List<String> protectedKeys, DeskConfig config) {
    QuietTimes quiet = new QuietTimes(book);
    this.stages = new DecisionStages(book, protectedKeys);
    this.evidence = new EvidenceIntake(config, quiet);
    this.outcomes = new OutcomeIntake(config, quiet);
    this.settlement = new Settlement(config, quiet);
  }

  /**
   * Takes one input in.
   *
   * @param credentialId the key, {@code provider:account:key_id}
   * @param state its state, {@link DeskState#EMPTY} at first
   * @param input what is new
   * @param now processing time; whole milliseconds are kept
   */
  public DeskStep step(String credentialId, DeskState state, DeskInput input, Instant now) {
    Docket docket = new Docket(credentialId, state, Instant.ofEpochMilli(now.toEpochMilli()));
    if (input instanceof DeskInput.EvidenceSeen seen) {
      evidence.accept(docket, seen.evidence());
    } else if (input instanceof DeskInput.OutcomeSeen seen) {
      outcomes.accept(docket, seen.outcome());
    } else if (input instanceof DeskInput.ContextSeen seen) {
      context(docket, seen.event());
    }
    each(docket, settlement::expire);
    each(docket, settlement::verify);
    each(docket, this::decide);
    each(docket, settlement::close);
    return docket.close();
  }

  /**
   * Returns when time alone changes something, so that a tick is due; {@link Instant#MAX} for
   * never.
   */
  public Instant nextTick(String credentialId, DeskState state) {
    Docket docket = new Docket(credentialId, state, Instant.EPOCH);
    return state.incidents().stream()
        .map(incident -> settlement.dueAt(docket, incident))
        .filter(due -> !due.equals(Progress.NEVER))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private void decide(Docket docket, Incident incident) {
    List<Incident> others =
        docket.incidents().stream().filter(i -> i.cause() != incident.cause()).toList();
    DecisionContext.Scene scene =
        new DecisionContext.Scene(
            docket.credentialId(), incident, others, docket.key(), docket.now());
    DecisionStages.Result result = stages.judge(new DecisionContext(scene, null, false, -1));
    if (result.verdict() instanceof Verdict.Stop stop) {
      Incident waiting = incident.with(incident.progress().recheck(stop.recheckAt()));
      docket.idle(docket.keep(waiting), ruling(result, stop));
    } else {
      Incident free = incident.with(incident.progress().recheck(Progress.NEVER));
      issuer.issue(docket, free, result.context());
    }
  }

  private static Ruling ruling(DecisionStages.Result result, Verdict.Stop stop) {
    DecisionContext context = result.context();
    String policy = context.policy() == null ? "" : context.policy().getName();
    return new Ruling(result.stage(), stop.reason(), stop.detail(), context.rung(), policy, null);
  }

  /** Inventory of this very key; other kinds and scopes are not the desk's business yet. */
  private static void context(Docket docket, ContextEvent event) {
    Credential named = event.getCredential();
    boolean mine =
        named != null
            ? CredentialId.of(named).equals(docket.credentialId())
            : event.getScope().equals(docket.credentialId());
    if (mine && event.getKind() == ContextKind.INVENTORY) {
      docket.inventory(docket.inventory().updatedBy(event));
    }
  }

  /** Visits the open incidents by cause, each as the step before left it. */
  private static void each(Docket docket, BiConsumer<Docket, Incident> step) {
    for (Cause cause : Cause.values()) {
      docket
          .incident(cause)
          .filter(Incident::isOpen)
          .ifPresent(incident -> step.accept(docket, incident));
    }
  }
}
