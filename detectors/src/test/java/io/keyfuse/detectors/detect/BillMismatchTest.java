package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.ReconciliationFixture.DAY;
import static io.keyfuse.detectors.detect.ReconciliationFixture.MINUTE;
import static io.keyfuse.detectors.detect.ReconciliationFixture.bucket;
import static io.keyfuse.detectors.detect.ReconciliationFixture.charge;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key was estimated to cost on a day against what was billed for it. */
class BillMismatchTest {
  private static final long HOUR = 60 * MINUTE;

  private final ReconciliationFixture key = new ReconciliationFixture();

  @ParameterizedTest(name = "estimate {0}, bill {1}")
  @CsvSource({
    "100,    100,     false",
    "80,     100,     false",
    "79.99,  100,     true",
    "125,    100,     false",
    "125.01, 100,     true",
    "4.99,   1,       false",
    "1,      4.99,    false",
    "5,      1,       true",
    "1,      5,       true",
    "10,     -10,     true",
    "9000000000, 4000000000, true",
  })
  void shouldTellARatioOutsideTheBand(double estimate, double bill, boolean told) {
    key.estimate(0, "m", estimate).bill(0, "m", bill).newestBill(1).settle();

    assertThat(key.evidence).hasSize(told ? 1 : 0);
  }

  @Test
  void shouldTellBothNumbersAndNeverCallItATheft() {
    key.estimate(0, "gpt-4o", 10).bill(0, "GPT-4o, input", 30).bill(0, "gpt-4o, output", 20);
    key.newestBill(1).settle();

    Evidence told = key.evidence.get(0);
    assertThat(told.getSignal()).isEqualTo(Signal.BILL_MISMATCH);
    assertThat(told.getCause()).isEqualTo(Cause.PRICING);
    assertThat(told.getSpendNanos()).isEqualTo(50 * NanoUsd.PER_USD);
    assertThat(told.getExpectedNanos()).isEqualTo(10 * NanoUsd.PER_USD);
    assertThat(told.getFacts())
        .contains(new Fact("model", "gpt-4o", 0.0), new Fact("day", "2026-03-02", 0.0));
    assertThat(told.getSummary()).contains("gpt-4o", "2026-03-02", "$50.00", "$10.00");
    assertThat(key.judged).singleElement().matches(day -> day.billNanos() == told.getSpendNanos());
  }

  @Test
  void shouldWaitUntilTheDayEndedADayBeforeTheNewestCharge() {
    key.estimate(0, "m", 10).bill(0, "m", 50).settle();
    key.take(charge(1, "m", 0, DAY - MINUTE)).settle();
    assertThat(key.evidence).isEmpty();
    assertThat(key.waitMs()).isEqualTo(Long.MAX_VALUE);

    key.newestBill(1).settle();

    assertThat(key.evidence).hasSize(1);
  }

  @Test
  void shouldWaitUntilTheBillHasComeToRest() {
    // A file that is sorted by line item: the day's later part comes after newer days.
    key.estimate(0, "m", 50).bill(0, "m, input", 10).newestBill(9);
    assertThat(key.waitMs()).isEqualTo(10 * MINUTE);
    key.nowMs += 9 * MINUTE;
    key.bill(0, "m, output", 40).settle();

    assertThat(key.evidence).isEmpty();
    assertThat(key.judged).hasSize(1);
  }

  @Test
  void shouldTellOncePerModelAndDay() {
    key.estimate(0, "a", 10).estimate(0, "b", 10).estimate(1, "a", 10);
    key.bill(0, "a", 50).bill(0, "b", 50).bill(1, "a", 50).newestBill(2).settle();
    assertThat(key.evidence).hasSize(3);
    assertThat(key.evidence).extracting(Evidence::getEvidenceId).doesNotHaveDuplicates();

    key.bill(0, "a", 7).newestBill(3).settle().settle();

    assertThat(key.evidence).hasSize(3);
    assertThat(key.judged).hasSize(2);
  }

  @Test
  void shouldJudgeARestatedBillAgain() {
    key.estimate(0, "m", 50).bill(0, "m", 50).newestBill(1).settle();
    assertThat(key.evidence).isEmpty();

    key.bill(0, "m", -30).settle();

    assertThat(key.evidence).singleElement().matches(e -> e.getSpendNanos() == 20_000_000_000L);
  }

  @Test
  void shouldCompareSkusOfABillWithTheModelsTogether() {
    key.estimate(0, "claude-opus", 30).estimate(0, "claude-haiku", 20);
    key.bill(0, "SKU-8812", 49).newestBill(1).settle();
    assertThat(key.evidence).isEmpty();

    key.estimate(1, "claude-opus", 30).bill(1, "SKU-8812", 90).newestBill(2).settle();

    assertThat(key.evidence)
        .singleElement()
        .matches(e -> e.getFacts().contains(new Fact("model", "other", 0.0)));
  }

  @Test
  void shouldTellAModelThatIsBilledAndWasNeverEstimated() {
    key.estimate(0, "m", 50).bill(0, "m", 50).bill(0, "streamed", 30).newestBill(1).settle();

    assertThat(key.evidence)
        .singleElement()
        .matches(e -> e.getSpendNanos() == 30_000_000_000L && e.getExpectedNanos() == 0);
  }

  @Test
  void shouldNotJudgeWhereOneSideSaysNothing() {
    key.bill(0, "m", 50).estimate(1, "m", 50).newestBill(2).settle();

    assertThat(key.evidence).isEmpty();
    assertThat(key.judged).isEmpty();
  }

  @Test
  void shouldNotJudgeAModelWhosePriceIsAGuess() {
    key.estimate(0, "known", 10).bill(0, "known", 10);
    key.take(bucket(0).model("new").usd(90).basis(CostBasis.UNPRICED).build());
    key.bill(0, "new", 9).newestBill(1).settle();

    assertThat(key.evidence).isEmpty();
    assertThat(key.judged)
        .singleElement()
        .matches(day -> day.billNanos() == 10_000_000_000L && !day.guessed());
  }

  @Test
  void shouldLeaveOutAChargeThatSpansDays() {
    key.estimate(0, "m", 10).bill(0, "m", 10);
    key.take(charge(0, "m", 900, 30 * DAY)).newestBill(1).settle();

    assertThat(key.evidence).isEmpty();
  }

  @Test
  void shouldPutTheHoursOfADayOfClockChangeIntoTheirUtcDays() {
    // A bill by the hour from 23:00 UTC: a local day of 25 hours.
    for (int hour = -1; hour < 24; hour++) {
      long at = hour * HOUR;
      key.take(bucket(DAY + at).model("m").usd(1).build());
      key.take(charge(DAY + at, HOUR).model("m").usd(1).build());
    }
    key.newestBill(3).settle();

    assertThat(key.evidence).isEmpty();
    assertThat(key.ledger.days().values())
        .flatExtracting(day -> day.lines().values())
        .allMatch(line -> line.estimateNanos() == line.billNanos());
  }
}
