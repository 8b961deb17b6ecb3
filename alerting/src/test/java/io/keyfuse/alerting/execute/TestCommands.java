package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import java.time.Instant;
import java.util.Map;

/** Commands for tests of the worker. */
final class TestCommands {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final Credential KEY = new Credential("fake", "acme", "key_1");

  private TestCommands() {}

  static KillSwitchCommand.Builder suspend(String id) {
    return suspend(id, KEY, 1);
  }

  static KillSwitchCommand.Builder suspend(String id, Credential key, long epoch) {
    return KillSwitchCommand.newBuilder()
        .setCommandId(id)
        .setIncidentId("incident-1")
        .setRung(0)
        .setEpoch(epoch)
        .setCredential(key)
        .setAction(CommandAction.SUSPEND)
        .setParameters(Map.of())
        .setReason("test")
        .setEvidenceDigest("00")
        .setIssuedAt(NOW)
        .setExpiresAt(NOW.plusSeconds(900))
        .setPolicy("default");
  }
}
