package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import java.time.Instant;
import java.util.Map;

/** Commands for executor tests. */
final class Commands {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private Commands() {}

  static ExecutionRequest request(
      Credential credential, CommandAction action, int attempt, Map<String, String> parameters) {
    KillSwitchCommand command =
        KillSwitchCommand.newBuilder()
            .setCommandId("command-" + action)
            .setIncidentId("incident-1")
            .setRung(0)
            .setEpoch(1)
            .setCredential(credential)
            .setAction(action)
            .setParameters(parameters)
            .setReason("test")
            .setEvidenceDigest("00")
            .setIssuedAt(NOW)
            .setExpiresAt(NOW.plusSeconds(900))
            .setPolicy("default")
            .build();
    return new ExecutionRequest(command, attempt);
  }
}
