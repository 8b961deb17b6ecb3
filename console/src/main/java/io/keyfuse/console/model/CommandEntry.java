package io.keyfuse.console.model;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folds one command and its outcomes, which may arrive in either order and more than once, into a
 * view. Pure.
 */
final class CommandEntry {
  /** Most outcomes kept of one command; the oldest go first. */
  static final int MAX_OUTCOMES = 24;

  private static final String ISSUED = "ISSUED";

  private CommandEntry() {}

  static CommandView of(KillSwitchCommand c, List<OutcomeView> outcomes) {
    return new CommandView(
        Clip.id(c.getCommandId()),
        Clip.id(c.getIncidentId()),
        Clip.id(CredentialId.of(c.getCredential())),
        c.getAction().name(),
        c.getEpoch(),
        c.getRung(),
        Clip.id(c.getPolicy()),
        c.getDryRun(),
        Clip.sentence(c.getReason()),
        c.getIssuedAt(),
        c.getExpiresAt(),
        statusOf(outcomes),
        outcomes);
  }

  static CommandView ofOutcome(CommandOutcome o) {
    List<OutcomeView> outcomes = List.of(OutcomeView.of(o));
    return new CommandView(
        Clip.id(o.getCommandId()),
        Clip.id(o.getIncidentId()),
        Clip.id(CredentialId.of(o.getCredential())),
        o.getAction().name(),
        o.getEpoch(),
        null,
        null,
        false,
        null,
        null,
        null,
        statusOf(outcomes),
        outcomes);
  }

  static CommandView with(CommandView command, CommandOutcome outcome) {
    OutcomeView added = OutcomeView.of(outcome);
    if (command.outcomes().contains(added)) {
      return command;
    }
    List<OutcomeView> outcomes =
        Stream.concat(command.outcomes().stream(), Stream.of(added))
            .skip(Math.max(0, command.outcomes().size() + 1 - MAX_OUTCOMES))
            .toList();
    return new CommandView(
        command.commandId(),
        command.incidentId(),
        command.credentialId(),
        command.action(),
        command.epoch(),
        command.rung(),
        command.policy(),
        command.dryRun(),
        command.reason(),
        command.issuedAt(),
        command.expiresAt(),
        statusOf(outcomes),
        outcomes);
  }

  /** Returns when the command was first heard of. */
  static Instant since(CommandView c) {
    return c.issuedAt() != null ? c.issuedAt() : c.outcomes().get(0).at();
  }

  private static String statusOf(List<OutcomeView> outcomes) {
    return outcomes.isEmpty() ? ISSUED : outcomes.get(outcomes.size() - 1).status();
  }
}
