package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageRingTest {
  private static final long T = 29_000_000;
  private static final int OPUS = 1;
  private static final int HAIKU = -2;

  private final CoverageRing ring = new CoverageRing();

  @Test
  void shouldKeepModelsAndMinutesApart() {
    ring.add(T, OPUS, 1, 10);
    ring.add(T, HAIKU, 2, 20);
    ring.add(T + 1, OPUS, 3, 30);
    ring.add(T, OPUS, 4, 40);

    assertThat(ring.callsLeft(T, OPUS)).isEqualTo(5);
    assertThat(ring.nanosLeft(T, OPUS)).isEqualTo(50);
    assertThat(ring.callsLeft(T, HAIKU)).isEqualTo(2);
    assertThat(ring.nanosLeft(T + 1, OPUS)).isEqualTo(30);
    assertThat(ring.callsLeft(T + 1, HAIKU)).isZero();
  }

  @Test
  void shouldSetTelemetryThatComesLateAgainstItsReport() {
    // Given a provider report before its telemetry, and a newer minute
    ring.add(T, OPUS, -3, -30);
    ring.add(T + 5, OPUS, 1, 10);
    assertThat(ring.callsLeft(T, OPUS)).isEqualTo(-3);

    // When telemetry comes
    ring.add(T, OPUS, 2, 20);

    // Then only what lacks is left
    assertThat(ring.callsLeft(T, OPUS)).isEqualTo(-1);
    assertThat(ring.nanosLeft(T, OPUS)).isEqualTo(-10);
    assertThat(ring.callsLeft(T + 5, OPUS)).isEqualTo(1);
  }

  @Test
  void shouldDropWhatIsMatchedToTheLast() {
    int empty = bytes(ring);
    ring.add(T, OPUS, 3, 30);
    int one = bytes(ring);

    ring.add(T, OPUS, -3, -30);

    assertThat(bytes(ring)).isLessThan(one).isGreaterThanOrEqualTo(empty);
    assertThat(ring.callsLeft(T, OPUS)).isZero();
  }

  @Test
  void shouldReachFortyMinutesBack() {
    assertThat(ring.reaches(T)).as("nothing seen yet").isTrue();
    ring.add(T, OPUS, 1, 10);
    ring.add(T + CoverageRing.SPAN - 1, OPUS, 1, 10);
    assertThat(ring.reaches(T)).isTrue();
    assertThat(ring.callsLeft(T, OPUS)).isEqualTo(1);

    ring.add(T + CoverageRing.SPAN, OPUS, 1, 10);
    ring.add(T, OPUS, 7, 70);

    assertThat(ring.reaches(T)).isFalse();
    assertThat(ring.callsLeft(T, OPUS)).as("neither kept nor taken").isZero();
  }

  @Test
  void shouldHoldFortyEightEntriesAndGiveUpTheOldest() {
    for (int model = 0; model < CoverageRing.MOST; model++) {
      ring.add(T + model / 8, model, 1, 10);
    }
    assertThat(ring.callsLeft(T, 0)).isEqualTo(1);

    ring.add(T + 9, HAIKU, 1, 10);

    assertThat(ring.callsLeft(T, 0)).isZero();
    assertThat(ring.callsLeft(T, 1)).isEqualTo(1);
    assertThat(ring.callsLeft(T + 9, HAIKU)).isEqualTo(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldComeBackFromItsBytes(long seed) {
    // Given telemetry and reports out of order
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      int sign = random.nextBoolean() ? 1 : -1;
      ring.add(T + i / 10 - random.nextInt(45), random.nextInt(3), sign, sign * 10L);
    }
    ByteWriter out = new ByteWriter();
    ring.write(out);

    // When
    ByteReader in = new ByteReader(out.toBytes());
    CoverageRing read = CoverageRing.read(in);

    // Then
    in.end();
    for (long minute = T - 50; minute <= T + 50; minute++) {
      assertThat(read.reaches(minute)).isEqualTo(ring.reaches(minute));
      for (int model = 0; model < 3; model++) {
        assertThat(read.callsLeft(minute, model)).isEqualTo(ring.callsLeft(minute, model));
        assertThat(read.nanosLeft(minute, model)).isEqualTo(ring.nanosLeft(minute, model));
      }
    }
  }

  @Test
  void shouldRefuseMoreEntriesThanItHolds() {
    ByteWriter out = new ByteWriter().time(T, 0).count(CoverageRing.MOST + 1);

    assertThatThrownBy(() -> CoverageRing.read(new ByteReader(out.toBytes())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int bytes(CoverageRing ring) {
    ByteWriter out = new ByteWriter();
    ring.write(out);
    return out.toBytes().length;
  }
}
