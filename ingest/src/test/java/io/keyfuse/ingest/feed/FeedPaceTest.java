package io.keyfuse.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.feed.FeedFault.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a feed is due again. */
class FeedPaceTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");
  private static final FeedSchedule MINUTELY = FeedSchedule.minutely();

  @Test
  void shouldBeDueAtOnceAndThenAnIntervalAfterEachStart() {
    assertThat(FeedPace.atOnce().isDue(Instant.EPOCH)).isTrue();

    FeedPace next = FeedPace.atOnce().afterSweep(NOW, MINUTELY);

    assertThat(next.isDue(NOW.plusSeconds(60).minusMillis(1))).isFalse();
    assertThat(next.isDue(NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void shouldWaitLongerWithEachFaultInARowAndNeverMuchLongerThanTwoMinutes() {
    FeedPace pace = FeedPace.atOnce();
    Duration bare = Duration.ofSeconds(5);
    for (int fault = 0; fault < 40; fault++) {
      pace = after(pace, new FeedFault(Reason.BUSY, "busy"), new Random(fault));

      assertThat(pause(pace)).isBetween(bare.multipliedBy(3).dividedBy(4), quarterMore(bare));
      bare = min(bare.multipliedBy(2), Duration.ofMinutes(2));
    }
    assertThat(pace.afterSweep(NOW, MINUTELY).faults()).isZero();
  }

  @Test
  void shouldNotWaitLongerThanItsIntervalAfterTheFirstFault() {
    FeedSchedule quick =
        new FeedSchedule(
            Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ZERO, Duration.ofHours(1));

    FeedPace pace =
        FeedPace.atOnce()
            .afterFault(new FeedFault(Reason.UNREACHABLE, "gone"), NOW, quick, new Random(1));

    assertThat(pause(pace)).isLessThanOrEqualTo(Duration.ofMillis(1250));
  }

  @Test
  void shouldHonourTheProvidersWishWhereItIsTheLongerOne() {
    FeedFault wish = new FeedFault(Reason.BUSY, "busy", Duration.ofMinutes(10));
    FeedFault hasty = new FeedFault(Reason.BUSY, "busy", Duration.ZERO);

    assertThat(pause(after(FeedPace.atOnce(), wish, new Random(1))))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(pause(after(FeedPace.atOnce(), hasty, new Random(1))))
        .isGreaterThan(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"LOGIN_REFUSED", "REQUEST_REFUSED"})
  void shouldAskSeldomWhereOnlyAPersonCanHelp(Reason reason) {
    FeedPace pace = after(FeedPace.atOnce(), new FeedFault(reason, "no"), new Random(1));

    assertThat(pause(pace)).isBetween(Duration.ofSeconds(225), Duration.ofSeconds(375));
  }

  private static FeedPace after(FeedPace pace, FeedFault fault, Random random) {
    return pace.afterFault(fault, NOW, MINUTELY, random);
  }

  private static Duration pause(FeedPace pace) {
    return Duration.between(NOW, pace.due());
  }

  private static Duration quarterMore(Duration bare) {
    return bare.multipliedBy(5).dividedBy(4);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
