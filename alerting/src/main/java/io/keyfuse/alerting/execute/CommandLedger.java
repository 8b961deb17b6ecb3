package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the commands of one partition, folded from the executors' own outcomes: their
 * last status, each credential's highest epoch, and what is revoked for good. Forgets what is older
 * than its memory. Used by one thread.
 */
final class CommandLedger {
  private final Duration memory;
  private final Map<String, Seen> commands = new LinkedHashMap<>();
  private final Map<String, Standing> credentials = new LinkedHashMap<>();

  CommandLedger(Duration memory) {
    this.memory = memory;
  }

  /**
   * The last that is known of a command.
   *
   * @param status its last status
   * @param attempt its last try
   * @param called true when a call may have taken effect
   * @param before the state before the first call
   * @param offset of its record on the command topic
   */
  record Seen(
      OutcomeStatus status,
      int attempt,
      boolean called,
      Map<String, String> before,
      long offset,
      Instant at) {
    boolean isFinal() {
      return switch (status) {
        case APPLIED, ALREADY, DRY_RUN, REFUSED, FAILED, VERIFIED, LEAKING -> true;
        case ATTEMPTING, RETRYING, AWAITING_APPROVAL, UNSPECIFIED -> false;
      };
    }
  }

  private record Standing(long epoch, boolean revoked, Instant at) {}

  /**
   * Takes one outcome of an executor in, in the order of the topic.
   *
   * @param offset of the command's record, as the outcome's header tells it
   */
  void apply(CommandOutcome outcome, long offset) {
    if (outcome.getReason() == OutcomeReason.REPLAYED) {
      return;
    }
    String id = outcome.getCommandId();
    Seen known = commands.remove(id);
    boolean attempting = outcome.getStatus() == OutcomeStatus.ATTEMPTING;
    boolean called = attempting || (known != null && known.called());
    Map<String, String> before =
        known != null && known.called() ? known.before() : Map.copyOf(outcome.getBefore());
    Instant at = outcome.getAt();
    commands.put(
        id, new Seen(outcome.getStatus(), outcome.getAttempt(), called, before, offset, at));
    stand(outcome);
    forgetBefore(at.minus(memory));
  }

  private void stand(CommandOutcome outcome) {
    String credential = CredentialId.of(outcome.getCredential());
    Standing known = credentials.remove(credential);
    boolean done =
        outcome.getStatus() == OutcomeStatus.APPLIED
            || outcome.getStatus() == OutcomeStatus.ALREADY;
    boolean revoked = done && outcome.getAction() == CommandAction.REVOKE;
    long epoch = outcome.getEpoch();
    credentials.put(
        credential,
        new Standing(
            known == null ? epoch : Math.max(epoch, known.epoch()),
            revoked || (known != null && known.revoked()),
            outcome.getAt()));
  }

  @Nullable Seen seen(String commandId) {
    return commands.get(commandId);
  }

  /** Returns the highest epoch seen of the credential; 0 for none. */
  long epoch(String credentialId) {
    Standing standing = credentials.get(credentialId);
    return standing == null ? 0 : standing.epoch();
  }

  /** Returns true when a REVOKE took effect. */
  boolean revoked(String credentialId) {
    Standing standing = credentials.get(credentialId);
    return standing != null && standing.revoked();
  }

  int size() {
    return commands.size();
  }

  private void forgetBefore(Instant limit) {
    Iterator<Seen> eldest = commands.values().iterator();
    while (eldest.hasNext() && eldest.next().at().isBefore(limit)) {
      eldest.remove();
    }
    Iterator<Standing> first = credentials.values().iterator();
    while (first.hasNext() && first.next().at().isBefore(limit)) {
      first.remove();
    }
  }
}
