package io.keyfuse.bench.detection;

import io.keyfuse.bench.detection.Victim.Block;
import java.util.List;

/**
 * How one victim fared. Immutable.
 *
 * @param millisToKill from the theft's start, 0 when killed before it; -1 when not detected
 */
record VictimScore(Victim victim, long millisToKill, long spentNanos, boolean alerted) {
  /** A stop counts from the thief's first call until a quarter of an hour past the end. */
  private static final long GRACE_MILLIS = 15 * 60_000L;

  /**
   * @param commands those for the victim's key, in order of time
   */
  static VictimScore of(Victim victim, List<SentCommand> commands) {
    List<SentCommand> within =
        commands.stream()
            .filter(command -> command.atMillis() >= victim.beginMillis())
            .filter(command -> command.atMillis() <= victim.endMillis() + GRACE_MILLIS)
            .toList();
    List<Block> blocks =
        within.stream()
            .filter(SentCommand::stops)
            .map(command -> new Block(command.atMillis(), command.untilMillis()))
            .toList();
    long spent =
        victim.minutes().stream().mapToLong(minute -> minute.letThroughNanos(blocks)).sum();
    long toKill =
        blocks.isEmpty() ? -1 : Math.max(0, blocks.get(0).fromMillis() - victim.startMillis());
    return new VictimScore(victim, toKill, spent, !within.isEmpty());
  }

  boolean detected() {
    return millisToKill >= 0;
  }
}
