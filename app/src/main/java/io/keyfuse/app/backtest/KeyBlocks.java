package io.keyfuse.app.backtest;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The keys that are blocked on paper. What the recording shows of a blocked key would not have
 * happened; that the recording goes on shows that its owner needs the key, so that it is released
 * after a while. Used by one thread.
 */
final class KeyBlocks {
  private final Duration releaseAfter;
  private final Map<String, Block> blocked = new LinkedHashMap<>();

  private record Block(KillSwitchCommand command, Instant since) {}

  KeyBlocks(Duration releaseAfter) {
    this.releaseAfter = releaseAfter;
  }

  /** Notes that a command was carried out. */
  void carriedOut(KillSwitchCommand command, Instant now) {
    boolean blocks =
        command.getAction() == CommandAction.SUSPEND || command.getAction() == CommandAction.REVOKE;
    if (blocks && !command.getDryRun()) {
      Block block = new Block(command, now);
      blocked.merge(
          CredentialId.of(command.getCredential()),
          block,
          (first, again) -> new Block(again.command(), first.since()));
    }
  }

  /** Returns whether the usage would not have happened. */
  boolean stops(UsageEvent event) {
    Block block = blocked.get(CredentialId.of(event.getCredential()));
    return block != null && !event.getOccurredAt().isBefore(block.since());
  }

  /** Returns when the next key is released; {@link Instant#MAX} when none is blocked. */
  Instant nextAt() {
    return blocked.isEmpty()
        ? Instant.MAX
        : blocked.values().iterator().next().since().plus(releaseAfter);
  }

  /** Releases the next key and returns what an executor would say of it. */
  CommandOutcome release(Instant now) {
    String id = blocked.keySet().iterator().next();
    KillSwitchCommand block = Objects.requireNonNull(blocked.remove(id)).command();
    return CommandOutcome.newBuilder()
        .setCommandId(NameUuid.of("back-test-release", block.getCommandId()))
        .setIncidentId(block.getIncidentId())
        .setEpoch(block.getEpoch() + 1)
        .setCredential(block.getCredential())
        .setAction(CommandAction.RESTORE)
        .setStatus(OutcomeStatus.APPLIED)
        .setDetail("its owner released the key, as the recording goes on")
        .setAttempt(1)
        .setBefore(Map.of())
        .setAfter(Map.of())
        .setAt(now)
        .build();
  }
}
