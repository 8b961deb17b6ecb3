package io.keyfuse.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far a feed has come, and what later sweeps make of it. */
class FeedMarkTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00.123Z");

  @Test
  void shouldSurviveTheWayThroughAHeartbeatsAttributes() {
    FeedMark mark = new FeedMark(NOW, NOW.minusSeconds(600), NOW, Map.of("cursor", "c1"));

    assertThat(FeedMark.of(NOW, mark.attributes())).isEqualTo(mark);
  }

  @Test
  void shouldBeginAnewWhereAHeartbeatSaysNothing() {
    assertThat(FeedMark.of(Instant.EPOCH, Map.of())).isEqualTo(FeedMark.NONE);
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "0, 0", "1, 0", "299, 0", "300, 300"})
  void shouldNotLetALaterSweepSeeSomethingEarlier(long lag, long back) {
    FeedMark mark = new FeedMark(NOW, NOW, NOW, Map.of());

    assertThat(mark.notBefore(NOW.minusSeconds(lag))).isEqualTo(NOW.minusSeconds(back));
  }
}
