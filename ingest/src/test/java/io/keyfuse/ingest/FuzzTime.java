package io.keyfuse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongConsumer;

/** Runs a test with one seed after the other for {@code -Dkeyfuse.fuzz.seconds}. */
public final class FuzzTime {
  /** Name of the property. */
  public static final String SECONDS = "keyfuse.fuzz.seconds";

  /** What the property must be for a test that only runs on demand. */
  public static final String SOME = "[1-9]\\d*";

  // Past the seeds of every build.
  private static final long FIRST = 1_000_000;

  private FuzzTime() {}

  /** Runs the test until the time is over; a failure names its seed. */
  public static void run(LongConsumer test) {
    long end = System.nanoTime() + Long.getLong(SECONDS, 0) * 1_000_000_000L;
    long seed = Long.getLong("keyfuse.fuzz.seed", FIRST);
    long first = seed;
    for (; System.nanoTime() < end; seed++) {
      try {
        test.accept(seed);
      } catch (RuntimeException | Error wrong) {
        throw new AssertionError("seed " + seed, wrong);
      }
    }
    System.out.printf("%d seeds from %d%n", seed - first, first);
    assertThat(seed).isGreaterThan(first);
  }
}
