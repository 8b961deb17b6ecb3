package io.keyfuse.console.model;

import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The newest commands with their outcomes. Not thread-safe: {@link ReadModel} holds the lock. */
final class CommandBoard {
  private final BoundedMap<CommandView> commands;

  CommandBoard(int max) {
    this.commands = new BoundedMap<>(max, command -> false);
  }

  void apply(KillSwitchCommand command) {
    String id = Clip.id(command.getCommandId());
    CommandView known = commands.get(id);
    if (known == null) {
      commands.put(id, CommandEntry.of(command, List.of()));
    } else if (known.issuedAt() == null) {
      commands.put(id, CommandEntry.of(command, known.outcomes()));
    }
  }

  void apply(CommandOutcome outcome) {
    String id = Clip.id(outcome.getCommandId());
    CommandView known = commands.get(id);
    commands.put(
        id, known == null ? CommandEntry.ofOutcome(outcome) : CommandEntry.with(known, outcome));
  }

  List<CommandView> newestFirst(int limit) {
    return commands.newestFirst().stream().limit(limit).toList();
  }

  List<CommandView> ofIncident(String incidentId) {
    return commands.newestFirst().stream()
        .filter(command -> command.incidentId().equals(incidentId))
        .sorted((a, b) -> Long.compare(b.epoch(), a.epoch()))
        .toList();
  }

  /** Returns the command with the highest epoch of each incident. */
  Map<String, CommandView> newestByIncident() {
    Map<String, CommandView> newest = new HashMap<>();
    for (CommandView command : commands.values()) {
      newest.merge(command.incidentId(), command, (a, b) -> b.epoch() > a.epoch() ? b : a);
    }
    return newest;
  }
}
