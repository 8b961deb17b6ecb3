package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open file of one step: the credential's state as it changes and what is said on the way. Made
 * for one step and thrown away; not thread-safe.
 */
final class Docket {
  private static final Duration MAX_SKEW = Duration.ofHours(1);

  private final String credentialId;
  private final Credential credential;
  private final Instant now;
  private final Map<Cause, Incident> incidents = new EnumMap<>(Cause.class);
  private final List<DeskOutput> outputs = new ArrayList<>();
  private long epoch;
  private KeyStanding key;
  private Inventory inventory;

  Docket(String credentialId, DeskState state, Instant now) {
    this.credentialId = credentialId;
    this.credential = CredentialId.parse(credentialId);
    this.now = now;
    this.epoch = state.epoch();
    this.key = state.key();
    this.inventory = state.inventory();
    state.incidents().forEach(incident -> incidents.put(incident.cause(), incident));
  }

  String credentialId() {
    return credentialId;
  }

  Credential credential() {
    return credential;
  }

  Instant now() {
    return now;
  }

  KeyStanding key() {
    return key;
  }

  Inventory inventory() {
    return inventory;
  }

  void inventory(Inventory next) {
    inventory = next;
  }

  List<Incident> incidents() {
    return List.copyOf(incidents.values());
  }

  Optional<Incident> incident(Cause cause) {
    return Optional.ofNullable(incidents.get(cause));
  }

  Incident keep(Incident incident) {
    incidents.put(incident.cause(), incident);
    return incident;
  }

  void say(DeskOutput output) {
    outputs.add(output);
  }

  /**
   * Takes the next epoch. It follows the clock, so that it rises even where the state was lost, and
   * never falls behind what was given or seen before.
   */
  long nextEpoch() {
    epoch = Math.max(epoch + 1, now.toEpochMilli());
    return epoch;
  }

  /** Takes note of an epoch that others gave, unless it lies in a future that no clock explains. */
  void sawEpoch(long seen) {
    if (seen <= now.plus(MAX_SKEW).toEpochMilli()) {
      epoch = Math.max(epoch, seen);
    }
  }

  /** Enters the next state of the incident and raises the alert. */
  Incident alert(Incident incident, AlertLine line) {
    long spend = incident.dossier().spendNanos();
    Incident entered =
        incident.with(incident.progress().entered(line.state(), line.severity(), spend));
    int transition = entered.progress().transition();
    say(
        new DeskOutput.AlertRaised(
            Alert.newBuilder()
                .setAlertId(NameUuid.of("alert", incident.id(), Integer.toString(transition)))
                .setIncidentId(incident.id())
                .setTransition(transition)
                .setState(line.state())
                .setSeverity(line.severity())
                .setCredential(credential)
                .setTenant(incident.owner().tenant())
                .setCause(incident.cause())
                .setOpenedAt(incident.origin().openedAt())
                .setAt(now)
                .setSpendNanos(spend)
                .setBurnNanosPerHour(incident.dossier().burnNanosPerHour())
                .setCommandId(line.commandId())
                .setSummary(line.summary())
                .setEvidence(incident.dossier().evidence())
                .build()));
    return keep(entered);
  }

  /** Records a decision that does something. */
  Incident acted(Incident incident, Ruling ruling) {
    return record(incident, incident.trail().acted(ruling.reason(), ruling.rung()), ruling);
  }

  /** Records a decision to do nothing, unless it was said before. */
  Incident idle(Incident incident, Ruling ruling) {
    return incident.trail().isNews(ruling.reason(), ruling.rung())
        ? record(incident, incident.trail().idle(ruling.reason(), ruling.rung()), ruling)
        : incident;
  }

  private Incident record(Incident incident, Trail trail, Ruling ruling) {
    Attempt attempt = ruling.attempt();
    say(
        new DeskOutput.Decided(
            Decision.newBuilder()
                .setDecisionId(
                    NameUuid.of("decision", incident.id(), Integer.toString(trail.sequence())))
                .setIncidentId(incident.id())
                .setSequence(trail.sequence())
                .setCredential(credential)
                .setAt(now)
                .setStage(ruling.stage())
                .setReason(ruling.reason())
                .setDetail(ruling.detail())
                .setAction(attempt == null ? CommandAction.UNSPECIFIED : attempt.action())
                .setCommandId(attempt == null ? null : attempt.order().commandId())
                .setPolicy(ruling.policy())
                .setEvidenceDigest(EvidenceDigest.of(incident.dossier().evidence()))
                .build()));
    return keep(incident.with(trail));
  }

  /** Moves the key to another state and tells the gateways; by a command since it was applied. */
  void moveKey(KeyState state, String why, @Nullable Incident incident, @Nullable Attempt attempt) {
    String incidentId = incident == null ? null : incident.id();
    long at = attempt == null ? key.epoch() : attempt.order().epoch();
    Instant since = attempt == null ? now : attempt.proof().settledAt();
    key = new KeyStanding(state, at, incidentId == null ? "" : incidentId);
    say(
        new DeskOutput.KeyChanged(
            KeyStatus.newBuilder()
                .setCredential(credential)
                .setState(state)
                .setSince(since)
                .setReason(why)
                .setEpoch(at)
                .setIncidentId(incidentId)
                .setCommandId(attempt == null ? null : attempt.order().commandId())
                .setExpiresAt(null)
                .build()));
  }

  DeskStep close() {
    return new DeskStep(
        new DeskState(epoch, key, inventory, List.copyOf(incidents.values())), outputs);
  }
}
