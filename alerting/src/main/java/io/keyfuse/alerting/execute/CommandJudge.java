package io.keyfuse.alerting.execute;

import io.keyfuse.alerting.execute.CommandLedger.Seen;
import io.keyfuse.alerting.policy.KeyPattern;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a genuine command: replay, expiry, epoch, reach, protection, coordinates, dry run,
 * in this order. Pure, immutable and thread-safe; the ledger is read only.
 */
final class CommandJudge {
  private final Map<String, ExecutorCapabilities> capabilities;
  private final List<String> protectedKeys;
  private final Duration memory;

  /**
   * Makes a judge.
   *
   * @param capabilities of the executors, by provider
   * @param protectedKeys patterns of credential ids that are never acted on
   * @param memory how long the ledger remembers; a command that may live longer is refused
   */
  CommandJudge(
      Map<String, ExecutorCapabilities> capabilities, List<String> protectedKeys, Duration memory) {
    this.capabilities = Map.copyOf(capabilities);
    this.protectedKeys = List.copyOf(protectedKeys);
    this.memory = memory;
  }

  Judgement judge(KillSwitchCommand command, long offset, CommandLedger ledger, Instant now) {
    Seen seen = ledger.seen(command.getCommandId());
    if (seen != null && seen.isFinal()) {
      return seen.offset() == offset
          ? new Judgement.Done()
          : refuse(OutcomeReason.REPLAYED, "the command was carried out before");
    }
    boolean late = !now.isBefore(command.getExpiresAt());
    if (late && seen != null && seen.called()) {
      return execute(seen, true);
    }
    Judgement refusal = late ? expired(command) : objection(command, ledger);
    if (refusal != null) {
      return refusal;
    }
    if (command.getDryRun()) {
      return new Judgement.DryRun("would " + command.getAction() + " the key");
    }
    return execute(seen, false);
  }

  private static Judgement execute(@Nullable Seen seen, boolean checkOnly) {
    return seen == null
        ? new Judgement.Execute(0, false, Map.of(), checkOnly)
        : new Judgement.Execute(seen.attempt(), seen.called(), seen.before(), checkOnly);
  }

  private @Nullable Judgement objection(KillSwitchCommand command, CommandLedger ledger) {
    String credential = CredentialId.of(command.getCredential());
    Duration life = Duration.between(command.getIssuedAt(), command.getExpiresAt());
    if (life.compareTo(memory) > 0) {
      return refuse(OutcomeReason.MALFORMED, "it may live longer than commands are remembered");
    }
    if (command.getEpoch() < ledger.epoch(credential)) {
      return refuse(OutcomeReason.STALE_EPOCH, "a newer command of the key was seen");
    }
    Judgement reach = reach(command);
    if (reach != null) {
      return reach;
    }
    if (KeyPattern.anyMatches(protectedKeys, credential)) {
      return refuse(OutcomeReason.PROTECTED_KEY, "the key is protected");
    }
    if (command.getAction() == CommandAction.RESTORE && ledger.revoked(credential)) {
      return refuse(OutcomeReason.NOT_REVERSIBLE, "the key was revoked, which is final");
    }
    return null;
  }

  private @Nullable Judgement reach(KillSwitchCommand command) {
    String provider = command.getCredential().getProvider();
    ExecutorCapabilities known = capabilities.get(provider);
    if (known == null) {
      return refuse(
          OutcomeReason.NO_EXECUTOR, "no executor is enabled for the provider " + provider);
    }
    ActionCapability action = known.actions().get(command.getAction());
    if (action == null) {
      return refuse(OutcomeReason.UNSUPPORTED_ACTION, provider + " has no " + command.getAction());
    }
    if (known.ownKeyIds().contains(command.getCredential().getKeyId())) {
      return refuse(OutcomeReason.PROTECTED_KEY, "the key is the executor's own credential");
    }
    for (Coordinate coordinate : action.coordinates()) {
      if (coordinate.in(command) == null) {
        return refuse(
            OutcomeReason.MISSING_COORDINATE,
            "parameter " + coordinate.parameter() + " is missing");
      }
    }
    return null;
  }

  private static Judgement expired(KillSwitchCommand command) {
    return refuse(OutcomeReason.EXPIRED, "the command expired at " + command.getExpiresAt());
  }

  private static Judgement refuse(OutcomeReason reason, String detail) {
    return new Judgement.Refuse(reason, detail);
  }
}
