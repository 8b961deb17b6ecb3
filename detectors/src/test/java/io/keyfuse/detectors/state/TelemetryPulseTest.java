package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryPulseTest {
  private static final long T = 29_000_000;

  private final TelemetryPulse pulse = new TelemetryPulse();

  @Test
  void shouldNotBeAliveBeforeAnyTelemetry() {
    assertThat(pulse.isKnown()).isFalse();
    assertThat(pulse.isAlive(T)).isFalse();
  }

  @Test
  void shouldBeAliveBetweenTwoBeats() {
    beats(T, T + 30, 1);
    pulse.beat(T + 32);

    assertThat(pulse.isKnown()).isTrue();
    assertThat(pulse.isAlive(T + 31)).isTrue();
    assertThat(pulse.isAlive(T + 33)).as("nothing after it yet").isFalse();
  }

  @Test
  void shouldNotBeAliveInAnOutageNorAtItsEdges() {
    // Given a busy key and an outage of 20 minutes
    beats(T, T + 20, 1);
    beats(T + 41, T + 50, 1);

    // Then
    for (long minute = T + 21; minute <= T + 40; minute++) {
      assertThat(pulse.isAlive(minute)).as("minute %d", minute - T).isFalse();
    }
    assertThat(pulse.isAlive(T + 20)).isTrue();
    assertThat(pulse.isAlive(T + 41)).isTrue();
  }

  @Test
  void shouldReachFurtherForAKeyThatIsUsedSeldom() {
    // Given a call every five minutes
    beats(T, T + 600, 5);

    // Then a pause of ten minutes is ordinary, one of three quarters of an hour is not
    pulse.beat(T + 610);
    assertThat(pulse.isAlive(T + 605)).isTrue();
    pulse.beat(T + 655);
    assertThat(pulse.isAlive(T + 632)).isFalse();
  }

  @Test
  void shouldTakeBeatsThatComeLate() {
    beats(T, T + 20, 1);
    pulse.beat(T + 40);
    assertThat(pulse.isAlive(T + 30)).isFalse();

    beats(T + 21, T + 39, 1);

    assertThat(pulse.isAlive(T + 30)).isTrue();
  }

  @Test
  void shouldForgetAfterAnHour() {
    beats(T, T + 10, 1);
    pulse.beat(T + 500);
    pulse.beat(T);

    assertThat(pulse.isAlive(T + 5)).isFalse();
    assertThat(pulse.isAlive(T)).isFalse();
    assertThat(pulse.isAlive(T + 500)).isTrue();
  }

  @Test
  void shouldGiveAMinuteUpWhenNothingCanMakeItAlive() {
    beats(T, T + 20, 1);

    assertThat(pulse.isOver(T + 22, T + 25)).isFalse();
    assertThat(pulse.isOver(T + 22, T + 22 + 3 + 20)).isFalse();
    assertThat(pulse.isOver(T + 22, T + 22 + 3 + 21)).isTrue();
    pulse.beat(T + 27);
    assertThat(pulse.isOver(T + 22, T + 27)).isTrue();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldComeBackFromItsBytes(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      pulse.beat(T + i + random.nextInt(30));
    }
    ByteWriter out = new ByteWriter();
    pulse.write(out);

    ByteReader in = new ByteReader(out.toBytes());
    TelemetryPulse read = TelemetryPulse.read(in);

    in.end();
    for (long minute = T + 100; minute < T + 300; minute++) {
      assertThat(read.isAlive(minute)).isEqualTo(pulse.isAlive(minute));
      assertThat(read.isOver(minute, T + 230)).isEqualTo(pulse.isOver(minute, T + 230));
    }
  }

  private void beats(long from, long to, int every) {
    for (long minute = from; minute <= to; minute += every) {
      pulse.beat(minute);
    }
  }
}
