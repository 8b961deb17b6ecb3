package io.keyfuse.alerting.incident;

import static io.keyfuse.alerting.incident.Proofs.START;
import static io.keyfuse.alerting.incident.Proofs.theft;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.Evidence;
import org.junit.jupiter.api.Test;

final class SpendAccountTest {
  @Test
  void shouldAddDisjointWindowsExactly() {
    assertThat(total(window(0, 60, 500), window(60, 120, 700), window(300, 360, 11)))
        .isEqualTo(1_211);
  }

  @Test
  void shouldReplaceAWindowThatGrows() {
    assertThat(total(window(0, 60, 500), window(0, 120, 900), window(0, 180, 1_500)))
        .isEqualTo(1_500);
  }

  @Test
  void shouldFreezeTheShareThatASlidingWindowLeaves() {
    // Half of the first window is left behind: 300, and the second holds 800.
    assertThat(total(window(0, 60, 600), window(30, 90, 800))).isEqualTo(1_100);
  }

  @Test
  void shouldEstimateAFlatRateRightUnderManySlides() {
    SpendAccount account = SpendAccount.NONE;
    for (int second = 60; second <= 3_660; second += 7) {
      account = account.plus(window(second - 60, second, 60_000));
    }
    // 1,000 a second for the last whole step's end.
    long seconds = 60 + (3_600 / 7) * 7L;
    assertThat(account.totalNanos()).isBetween(seconds * 999, seconds * 1_001);
  }

  @Test
  void shouldTakeTheLargerOfAWindowThatComesLate() {
    assertThat(total(window(60, 120, 500), window(0, 60, 900))).isEqualTo(900);
    assertThat(total(window(60, 120, 500), window(60, 120, 400))).isEqualTo(500);
  }

  @Test
  void shouldCountOnlyWhatIsAboveTheExpected() {
    Evidence below = theft(START, e -> e.setSpendNanos(5).setExpectedNanos(9).setWindowMs(1_000));

    assertThat(total(below)).isZero();
  }

  @Test
  void shouldNotOverflow() {
    assertThat(total(window(0, 60, Long.MAX_VALUE), window(30, 90, Long.MAX_VALUE)))
        .isEqualTo(Long.MAX_VALUE);
  }

  private static long total(Evidence... windows) {
    SpendAccount account = SpendAccount.NONE;
    for (Evidence window : windows) {
      account = account.plus(window);
    }
    return account.totalNanos();
  }

  private static Evidence window(long from, long to, long nanos) {
    return theft(
        START.plusSeconds(to),
        e -> e.setWindowMs((to - from) * 1_000).setSpendNanos(nanos).setExpectedNanos(0));
  }
}
