package io.keyfuse.app.demo;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The case files of all keys, filled from the topics. A key's records count from the thief's first
 * call on, so that an earlier notice of an odd call is not taken for the answer to the theft.
 * Thread-safe; one entry per key that had an alert or a command.
 */
final class CaseBook implements TopicListener {
  private final ConcurrentMap<String, CaseFile> files = new ConcurrentHashMap<>();
  private final InstantSource clock;

  CaseBook(InstantSource clock) {
    this.clock = clock;
  }

  CaseFile of(String credentialId) {
    return files.computeIfAbsent(credentialId, ignored -> new CaseFile());
  }

  @Override
  public void onAlert(Alert alert) {
    CaseFile file = of(alert.getCredential());
    mark(file, Milestone.EVIDENCE);
    if (alert.getState() == IncidentState.VERIFIED) {
      mark(file, Milestone.VERIFIED);
    }
  }

  @Override
  public void onCommand(KillSwitchCommand command, String signer) {
    CaseFile file = of(command.getCredential());
    file.command(command.getCommandId());
    mark(file, Milestone.COMMAND);
    if (signer.isEmpty()) {
      file.trouble("command " + command.getCommandId() + " carries no signature");
    }
  }

  @Override
  public void onOutcome(CommandOutcome outcome) {
    CaseFile file = of(outcome.getCredential());
    switch (outcome.getStatus()) {
      case APPLIED, ALREADY -> mark(file, Milestone.APPLIED);
      case VERIFIED -> mark(file, Milestone.VERIFIED);
      case FAILED, REFUSED, LEAKING ->
          file.trouble(
              outcome.getStatus() + " " + outcome.getReason() + ": " + outcome.getDetail());
      default -> {}
    }
  }

  private CaseFile of(Credential credential) {
    return of(CredentialId.of(credential));
  }

  private void mark(CaseFile file, Milestone milestone) {
    if (file.at(Milestone.FIRST_CALL).isPresent()) {
      file.mark(milestone, clock.instant());
    }
  }
}
