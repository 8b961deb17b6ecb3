package io.keyfuse.detectors.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Ownership of a key and the two running sums in it. */
class OwnershipTest {
  private static final long T = 1_772_604_300_000L;

  private final Ownership own = new Ownership();

  @Test
  void shouldCoverOnlyOnceTelemetryCoveredAReport() {
    own.noteDark();
    assertThat(own.isCovering()).isFalse();

    own.noteCovered();

    assertThat(own.isCovering()).isTrue();
  }

  @Test
  void shouldNotCoverWhereMostReportsAreDark() {
    for (int i = 0; i < 10; i++) {
      own.noteDark();
      own.noteDark();
      own.noteCovered();
    }

    assertThat(own.isCovering()).isFalse();
    assertThat(own.usualDark()).isCloseTo(20.4 / 30, within(0.01));
  }

  @Test
  void shouldKeepTheShareUnderOneWhereNearlyAllReportsAreDark() {
    for (int i = 0; i < 1_000; i++) {
      own.noteDark();
    }

    assertThat(own.usualDark()).isEqualTo(0.95);
  }

  @Test
  void shouldTellFromFiftyCoveredReportsOnWhereFewAreDark() {
    for (int i = 0; i < 51; i++) {
      assertThat(own.isDarkTelling()).isFalse();
      own.noteCovered();
    }
    own.noteCovered();
    assertThat(own.isDarkTelling()).isTrue();

    for (int i = 0; i < 20; i++) {
      own.noteDark();
    }
    assertThat(own.isDarkTelling()).as("a quarter is dark").isFalse();
  }

  @Test
  void shouldExpectTwoInAHundredDarkBeforeAnyReport() {
    assertThat(own.usualDark()).isCloseTo(0.02, within(1e-9));
  }

  @Test
  void shouldForgetTheShareOfDarkReportsInTime() {
    for (int i = 0; i < 200; i++) {
      own.noteDark();
    }
    for (int i = 0; i < 5_000; i++) {
      own.noteCovered();
    }

    assertThat(own.usualDark()).isLessThan(0.002);
  }

  @Test
  void shouldStartTheSumsAnewWhenTheOwnerIsTrusted() {
    own.foreign().add(T, 5);
    own.foreign().foreign(T, 1_000, new double[Aspect.COUNT]);
    own.dark().hold(T / 60_000, 1_000);
    own.dark().count(0, 3);

    own.trust(T + 10);

    assertThat(own.foreign().nats()).isZero();
    assertThat(own.foreign().rows()).isZero();
    assertThat(own.dark().nats()).isZero();
    assertThat(own.isTrusted(T + 9)).isTrue();
    assertThat(own.isTrusted(T + 10)).isFalse();
  }

  @Test
  void shouldKeepTheLongerTrust() {
    own.trust(T + 10);
    own.trust(T + 5);

    assertThat(own.isTrusted(T + 9)).isTrue();
  }

  @Test
  void shouldForgetForeignReportsADayAfterTheLast() {
    ForeignTally tally = own.foreign();
    tally.add(T, 5);
    tally.foreign(T, 1_000, aspects(5));

    tally.add(T + PaneWidth.DAY.ms(), 1);
    assertThat(tally.nats()).isEqualTo(6);
    tally.add(T + PaneWidth.DAY.ms() + 1, 1);

    assertThat(tally.nats()).isEqualTo(1);
    assertThat(tally.rows()).isZero();
    assertThat(tally.nats(Aspect.MODEL)).isZero();
    assertThat(tally.judged()).isEqualTo(3);
  }

  @Test
  void shouldStartAnewWhenTheOwnerTakesTheSumBack() {
    ForeignTally tally = own.foreign();
    tally.add(T, 1);
    tally.foreign(T, 1_000, aspects(1));

    for (int i = 0; i < 3; i++) {
      tally.add(T + i, -0.35);
    }

    assertThat(tally.nats()).isZero();
    assertThat(tally.nanos()).isZero();
  }

  @Test
  void shouldLetEightDarkReportsWaitAtMost() {
    DarkTally tally = own.dark();
    for (int i = 0; i < 12; i++) {
      tally.hold(i, 10);
    }

    assertThat(tally.waiting()).isEqualTo(DarkTally.MOST_WAITING);
    assertThat(tally.silentNanos()).isEqualTo(120);
    assertThat(tally.silentReports()).isEqualTo(12);
    tally.drop(0);
    tally.count(0, 1.5);
    assertThat(tally.waitingMinute(0)).isEqualTo(2);
    assertThat(tally.rows()).isEqualTo(1);
  }

  @Test
  void shouldComeBackFromItsBytes() {
    own.noteCovered();
    own.foreign().add(T, 5);
    own.foreign().foreign(T, 1_000, aspects(2.5));
    own.foreign().probe();
    own.foreign().arm(T + 1);
    own.dark().hold(7, 70);
    own.dark().hold(8, 80);
    own.dark().count(0, 2.25);
    ByteWriter out = new ByteWriter();
    own.write(out);

    ByteReader in = new ByteReader(out.toBytes());
    Ownership read = Ownership.read(in, 3);

    in.end();
    ByteWriter again = new ByteWriter();
    read.write(again);
    assertThat(again.toBytes()).isEqualTo(out.toBytes());
    assertThat(read.foreign().nats(Aspect.PLACE)).isEqualTo(2.5);
    assertThat(read.foreign().isArmed(T)).isTrue();
    assertThat(read.foreign().probe()).isEqualTo(2);
    assertThat(read.dark().nanos()).isEqualTo(70);
    assertThat(read.dark().waitingMinute(0)).isEqualTo(8);
  }

  private static double[] aspects(double nats) {
    double[] aspects = new double[Aspect.COUNT];
    Arrays.fill(aspects, nats);
    return aspects;
  }
}
