package io.keyfuse.app.demo;

import io.keyfuse.app.demo.Style.Tone;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Says on the terminal what the topics say: incidents with their evidence, signed commands, the
 * provider's answers. Thread-safe.
 */
final class Narrator implements TopicListener {
  private static final int MOST_EVIDENCE = 2;

  private final Screen screen;
  private final Evidences evidences;

  Narrator(Screen screen) {
    this.screen = screen;
    this.evidences = new Evidences(screen);
  }

  @Override
  public void onAlert(Alert alert) {
    screen.together(() -> write(alert));
  }

  private void write(Alert alert) {
    boolean loud =
        alert.getState() == IncidentState.OPEN || alert.getState() == IncidentState.ESCALATED;
    Tone tone =
        loud ? Tone.ALARM : alert.getState() == IncidentState.VERIFIED ? Tone.GOOD : Tone.DIM;
    if (!loud) {
      screen.event(alert.getState().toString(), tone, alert.getSummary());
      return;
    }
    screen.event(
        "INCIDENT",
        tone,
        alert.getState()
            + " "
            + alert.getSeverity()
            + ", "
            + alert.getCause()
            + ": "
            + alert.getSummary());
    screen.more(
        Tone.PLAIN,
        String.format(
            Locale.ROOT,
            "key %s, %s so far, burning %s an hour",
            shortId(CredentialId.of(alert.getCredential())),
            Figures.usd(alert.getSpendNanos()),
            Figures.usd(alert.getBurnNanosPerHour())));
    alert.getEvidence().stream()
        .limit(MOST_EVIDENCE)
        .forEach(evidence -> evidences.write(evidence, alert.getSummary()));
  }

  @Override
  public void onCommand(KillSwitchCommand command, String signer) {
    String what =
        String.format(
            Locale.ROOT,
            "%s %s%s",
            command.getAction(),
            shortId(CredentialId.of(command.getCredential())),
            command.getDryRun() ? " (dry run)" : "");
    String signed = signer.isEmpty() ? "NOT SIGNED" : "signed: Ed25519, key " + signer;
    screen.together(
        () -> {
          screen.event("COMMAND", Tone.COMMAND, what);
          screen.more(Tone.PLAIN, command.getReason());
          screen.more(
              Tone.DIM,
              String.format(
                  Locale.ROOT,
                  "id %s, policy %s v%d, rung %d, epoch %d",
                  command.getCommandId(),
                  command.getPolicy(),
                  command.getPolicyVersion(),
                  command.getRung(),
                  command.getEpoch()));
          screen.more(signer.isEmpty() ? Tone.ALARM : Tone.DIM, signed);
        });
  }

  @Override
  public void onOutcome(CommandOutcome outcome) {
    String provider = outcome.getCredential().getProvider();
    if (outcome.getStatus() == OutcomeStatus.VERIFIED) {
      return; // The incident's own transition says it.
    }
    if (outcome.getStatus() == OutcomeStatus.ATTEMPTING) {
      screen.event(
          "PROVIDER", Tone.PROVIDER, "asking " + provider + ", try " + outcome.getAttempt());
      return;
    }
    screen.together(
        () -> {
          screen.event("PROVIDER", tone(outcome.getStatus()), provider + ": " + answer(outcome));
          screen.more(Tone.PLAIN, outcome.getDetail());
          if (!outcome.getAfter().isEmpty()) {
            screen.more(Tone.DIM, change(outcome.getBefore(), outcome.getAfter()));
          }
        });
  }

  private static String answer(CommandOutcome outcome) {
    StringBuilder text = new StringBuilder().append(outcome.getStatus());
    if (outcome.getReason() != OutcomeReason.NONE) {
      text.append(' ').append(outcome.getReason());
    }
    Integer status = outcome.getHttpStatus();
    Long latency = outcome.getProviderLatencyMs();
    text.append(status == null ? "" : ", HTTP " + status);
    return text.append(latency == null ? "" : " in " + latency + " ms").toString();
  }

  private static Tone tone(OutcomeStatus status) {
    return switch (status) {
      case APPLIED, ALREADY, VERIFIED -> Tone.GOOD;
      case FAILED, REFUSED, LEAKING -> Tone.ALARM;
      default -> Tone.PROVIDER;
    };
  }

  private static String change(Map<String, String> before, Map<String, String> after) {
    StringJoiner text = new StringJoiner(", ", "read back: ", "");
    new TreeMap<>(after)
        .forEach(
            (name, value) -> {
              String old = before.get(name);
              text.add(name + ' ' + (old == null ? value : old + " -> " + value));
            });
    return text.toString();
  }

  /** Shortens a LiteLLM key's hash; other identities are short enough. */
  static String shortId(String credentialId) {
    return credentialId.length() <= 56 ? credentialId : credentialId.substring(0, 40) + "...";
  }
}
