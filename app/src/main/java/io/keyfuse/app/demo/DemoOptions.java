package io.keyfuse.app.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run is played. Immutable.
 *
 * @param seed the story's seed; empty draws one; ignored when a run is taken up
 * @param dayTime least time that the normal day takes on the screen
 * @param mostAttackTime how long a thief is waited for to be refused
 * @param mostVerifyTime how long a verification is waited for after the refusal
 * @param haste how many times faster than planned the thieves call; 1 but in tests
 */
public record DemoOptions(
    Optional<Long> seed,
    Duration dayTime,
    Duration mostAttackTime,
    Duration mostVerifyTime,
    int haste) {
  /** Returns the pace of {@code keyfuse demo}. */
  public static DemoOptions defaults() {
    return new DemoOptions(
        Optional.empty(),
        Duration.ofSeconds(16),
        Duration.ofSeconds(90),
        Duration.ofSeconds(120),
        1);
  }

  /** Returns the same with a fixed seed. */
  public DemoOptions withSeed(long fixed) {
    return new DemoOptions(Optional.of(fixed), dayTime, mostAttackTime, mostVerifyTime, haste);
  }
}
