package io.keyfuse.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a sweep asks for. */
class SweepRangeTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:34:56.789Z");
  private static final FeedSchedule MINUTELY = FeedSchedule.minutely();
  private static final FeedSchedule DAILY =
      new FeedSchedule(
          Duration.ofHours(1), Duration.ofDays(3), Duration.ofDays(1), Duration.ofDays(7));

  @Test
  void shouldBeginAtTheBackfillAndEndWithTheBucketUnderWay() {
    SweepRange range = SweepRange.next(FeedMark.NONE, MINUTELY, NOW, ChronoUnit.MINUTES);

    assertThat(range).isEqualTo(range("2026-11-01T12:34:00Z", "2026-11-02T12:35:00Z"));
  }

  @Test
  void shouldReadTheLookBackAgain() {
    SweepRange range = minutes(read(NOW.minusSeconds(60)));

    assertThat(range.from()).isEqualTo("2026-11-02T12:18:00Z");
  }

  @Test
  void shouldReadWholeDaysInUtc() {
    SweepRange first = SweepRange.next(FeedMark.NONE, DAILY, NOW, ChronoUnit.DAYS);
    SweepRange next = SweepRange.next(read(NOW.minusSeconds(3600)), DAILY, NOW, ChronoUnit.DAYS);

    assertThat(first).isEqualTo(range("2026-10-26T00:00:00Z", "2026-11-03T00:00:00Z"));
    assertThat(next).isEqualTo(range("2026-10-30T00:00:00Z", "2026-11-03T00:00:00Z"));
  }

  @Test
  void shouldLeaveNoGapAfterAStandstillThatIsLongerThanTheBackfill() {
    Instant stopped = NOW.minus(Duration.ofDays(9));

    assertThat(minutes(read(stopped)).from())
        .isEqualTo(stopped.minus(Duration.ofMinutes(15)).truncatedTo(ChronoUnit.MINUTES));
  }

  @Test
  void shouldNotReachFurtherBackThanBucketsAreRemembered() {
    assertThat(minutes(read(NOW.minus(Duration.ofDays(90)))).from())
        .isEqualTo(NOW.minus(Duration.ofDays(35)).truncatedTo(ChronoUnit.MINUTES));
  }

  @Test
  void shouldGoBackToTheWatermarkWhereTheProviderIsFurtherBehindThanTheLookBack() {
    Instant read = NOW.minusSeconds(60);
    Instant watermark = NOW.minus(Duration.ofHours(2));

    assertThat(minutes(new FeedMark(read, watermark, read, Map.of())).from())
        .isEqualTo(watermark.truncatedTo(ChronoUnit.MINUTES));
  }

  @Test
  void shouldLeaveNoGapBehindAMarkFromAClockThatRanAhead() {
    assertThat(minutes(read(NOW.plus(Duration.ofDays(2)))).from())
        .isEqualTo("2026-11-02T12:19:00Z");
  }

  @Test
  void shouldBeCutToTheProvidersLongestRangeWithoutGapOrOverlap() {
    SweepRange whole = SweepRange.next(FeedMark.NONE, MINUTELY, NOW, ChronoUnit.MINUTES);

    SweepRange first = whole.atMost(Duration.ofHours(24));
    SweepRange second = first.upTo(whole.to()).atMost(Duration.ofHours(24));

    assertThat(Duration.between(first.from(), first.to())).isEqualTo(Duration.ofHours(24));
    assertThat(second).isEqualTo(new SweepRange(first.to(), whole.to()));
  }

  private static SweepRange minutes(FeedMark mark) {
    return SweepRange.next(mark, MINUTELY, NOW, ChronoUnit.MINUTES);
  }

  private static FeedMark read(Instant to) {
    return new FeedMark(to, to.minus(Duration.ofMinutes(10)), to, Map.of());
  }

  private static SweepRange range(String from, String to) {
    return new SweepRange(Instant.parse(from), Instant.parse(to));
  }
}
