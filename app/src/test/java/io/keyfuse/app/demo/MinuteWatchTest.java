package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MinuteWatchTest {
  private static final Instant MINUTE = Instant.parse("2026-11-23T16:21:00Z");
  private static final Credential KEY = new Credential("openai", "demo", "key_abc");

  private final Captured captured = new Captured();
  private final SpendTally tally = new SpendTally();
  private final MinuteWatch watch =
      new MinuteWatch(
          tally, captured.screen(false, InstantSource.fixed(MINUTE)), MINUTE.plusSeconds(30));

  @Test
  void shouldSayAMinuteOnceWhenItIsOver() {
    tally.onSpend(Records.minute(KEY, MINUTE, 830_000_000L));

    watch.look(MINUTE.plusSeconds(104));
    assertThat(captured.text()).isEmpty();
    watch.look(MINUTE.plusSeconds(105));
    watch.look(MINUTE.plusSeconds(110));

    assertThat(captured.lines())
        .singleElement()
        .asString()
        .contains("minute 16:21 UTC: the whole fleet spent $0.83");
  }

  @Test
  void shouldCatchUpAndPassOverMinutesWithoutSpend() {
    tally.onSpend(Records.minute(KEY, MINUTE, 1_000_000_000L));
    tally.onSpend(Records.minute(KEY, MINUTE.plusSeconds(120), 2_000_000_000L));

    watch.look(MINUTE.plusSeconds(230));

    assertThat(captured.lines()).hasSize(2);
  }
}
