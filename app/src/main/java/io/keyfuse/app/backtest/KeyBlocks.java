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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The keys that are blocked on paper. What the recording shows of a blocked key would not have
 * happened; that the recording goes on shows that its owner needs the key, so that it is released
 * after a while. Used by one thread.
 */
final class KeyBlocks {
  private final Duration releaseAfter;
  private final Map<String, KillSwitchCommand> blocked = new HashMap<>();
  private final Map<String, Instant> since = new HashMap<>();
  private final Deque<String> order = new ArrayDeque<>();

  KeyBlocks(Duration releaseAfter) {
    this.releaseAfter = releaseAfter;
  }

  /** Notes that a command was carried out. */
  void carriedOut(KillSwitchCommand command, Instant now) {
    boolean blocks =
        command.getAction() == CommandAction.SUSPEND || command.getAction() == CommandAction.REVOKE;
    String id = CredentialId.of(command.getCredential());
    if (blocks && !command.getDryRun() && blocked.put(id, command) == null) {
      since.put(id, now);
      order.add(id);
    }
  }

  /** Returns whether the usage would not have happened. */
  boolean stops(UsageEvent event) {
    Instant from = since.get(CredentialId.of(event.getCredential()));
    return from != null && !event.getOccurredAt().isBefore(from);
  }

  /** Returns when the next key is released; {@link Instant#MAX} when none is blocked. */
  Instant nextAt() {
    String first = order.peek();
    return first == null ? Instant.MAX : since.getOrDefault(first, Instant.MAX).plus(releaseAfter);
  }

  /** Releases the next key and returns what an executor would say of it. */
  CommandOutcome release(Instant now) {
    String id = order.remove();
    KillSwitchCommand block = blocked.remove(id);
    since.remove(id);
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
