package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaneRingTest {
  private static final long NOW = 1_772_409_600_000L;

  @Test
  void shouldPutALateEventIntoItsOwnPane() {
    PaneRing ring = new PaneRing(PaneWidth.MINUTE, 0);
    ring.add(NOW, cost(Side.TELEMETRY, 5));
    ring.add(NOW + 240_000, cost(Side.TELEMETRY, 7));

    boolean kept = ring.add(NOW + 61_000, cost(Side.TELEMETRY, 2));

    assertThat(kept).isTrue();
    assertThat(ring.size()).isEqualTo(3);
    assertThat(ring.spend(ring.find(NOW / 60_000 + 1))).isEqualTo(2);
  }

  @Test
  void shouldForgetPanesBeyondTheSpanAndRefuseEventsOlderThanThat() {
    PaneRing ring = new PaneRing(PaneWidth.MINUTE, 0);
    long span = PaneWidth.MINUTE.span() * 60_000L;
    ring.add(NOW, cost(Side.TELEMETRY, 5));
    ring.add(NOW + span, cost(Side.TELEMETRY, 7));

    assertThat(ring.size()).isEqualTo(1);
    assertThat(ring.add(NOW, cost(Side.TELEMETRY, 1))).isFalse();
    assertThat(ring.add(NOW + 60_000, cost(Side.TELEMETRY, 1))).isTrue();
  }

  @Test
  void shouldNeverAddTheSidesUp() {
    PaneRing ring = new PaneRing(PaneWidth.HOUR, 0);
    ring.add(NOW, cost(Side.TELEMETRY, 5));
    ring.add(NOW, cost(Side.PROVIDER, 6));

    assertThat(ring.spend(0)).isEqualTo(6);
    assertThat(ring.sum(Side.TELEMETRY, Measure.COST, 0, Long.MAX_VALUE)).isEqualTo(5);
  }

  @Test
  void shouldTakeARestatementBack() {
    PaneRing ring = new PaneRing(PaneWidth.MINUTE, 0);
    ring.add(NOW, cost(Side.PROVIDER, 10));
    ring.add(NOW, cost(Side.PROVIDER, -2));

    assertThat(ring.spend(0)).isEqualTo(8);
  }

  @Test
  void shouldStayAtTheEndOfTheRangeInsteadOfWrapping() {
    PaneRing ring = new PaneRing(PaneWidth.DAY, 0);
    ring.add(NOW, cost(Side.TELEMETRY, Long.MAX_VALUE));
    ring.add(NOW, cost(Side.TELEMETRY, 1));

    assertThat(ring.spend(0)).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource(PaneWidth.class)
  void shouldHoldTheSameInEveryOrderOfArrivalWithinTheSpan(PaneWidth width) {
    // Given events within one span
    long seed = 7;
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      times.add(NOW + (long) (random.nextDouble() * (width.span() - 1) * width.ms()));
    }

    // When they arrive sorted and shuffled
    PaneRing sorted = filled(width, times.stream().sorted().toList());
    Collections.shuffle(times, random);
    PaneRing shuffled = filled(width, times);

    // Then
    assertThat(bytes(shuffled)).as("seed %d", seed).isEqualTo(bytes(sorted));
    assertThat(sorted.size()).isLessThanOrEqualTo(width.span());
    assertThat(sorted.sum(Side.TELEMETRY, Measure.REQUESTS, 0, Long.MAX_VALUE)).isEqualTo(200);
  }

  @Test
  void shouldCountClosingsAndChanges() {
    int open = 0;
    int closed = PaneMark.closed(PaneMark.touched(open, true));
    int changed = PaneMark.touched(closed, false);

    assertThat(PaneMark.isDue(open)).isTrue();
    assertThat(PaneMark.isDue(closed)).isFalse();
    assertThat(PaneMark.isUnpriced(closed)).isTrue();
    assertThat(PaneMark.isDue(changed)).isTrue();
    assertThat(PaneMark.nextRevision(changed)).isEqualTo(1);
    assertThat(PaneMark.nextRevision(PaneMark.closed(changed))).isEqualTo(2);
  }

  static Amounts cost(Side side, long nanos) {
    return new Amounts(side, nanos, 1, 0, 100, 20, false);
  }

  private static PaneRing filled(PaneWidth width, List<Long> times) {
    PaneRing ring = new PaneRing(width, 0);
    ring.add(NOW + (width.span() - 1) * width.ms(), cost(Side.PROVIDER, 1));
    times.forEach(at -> ring.add(at, cost(Side.TELEMETRY, at % 1_000)));
    return ring;
  }

  private static byte[] bytes(PaneRing ring) {
    ByteWriter out = new ByteWriter();
    PaneRingCodec.write(ring, out);
    return out.toBytes();
  }
}
