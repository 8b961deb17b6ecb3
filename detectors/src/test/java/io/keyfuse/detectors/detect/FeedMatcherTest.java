package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.DetectorFixture.MINUTE;
import static io.keyfuse.detectors.detect.DetectorFixture.bucket;
import static io.keyfuse.detectors.detect.DetectorFixture.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.state.Amounts;
import io.keyfuse.detectors.state.CoverageRing;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.Ownership;
import io.keyfuse.schemas.v1.UsageEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedMatcherTest {
  private final Ownership own = new KeyMonitorState().ownership();

  @Test
  void shouldSayNothingOfTelemetryNorOfAKeyWithoutIt() {
    assertThat(match(bucket(0).usd(1))).isEqualTo(Match.NONE);
    assertThat(match(call(MINUTE).usd(1))).isEqualTo(Match.NONE);
  }

  @Test
  void shouldCoverAReportThatTelemetryShows() {
    match(call(0).usd(1));
    match(call(1_000).usd(1));

    assertThat(match(bucket(0).usd(2).requests(2))).isEqualTo(Match.COVERED);
    assertThat(own.usualDark()).isLessThan(0.02);
  }

  @Test
  void shouldCallAReportDarkOnceTelemetryUsuallyCovers() {
    covered(5);

    assertThat(match(bucket(10 * MINUTE).usd(1))).isEqualTo(Match.DARK);
  }

  @ParameterizedTest(name = "{0} calls of 10, ${1} of $10: {2}")
  @CsvSource({"7,7,COVERED", "7,5,COVERED", "6,10,DARK", "10,4.9,DARK", "10,10,COVERED"})
  void shouldAskForSevenInTenCallsAndHalfTheMoney(int calls, double usd, Match expected) {
    covered(5);

    match(call(10 * MINUTE).requests(calls).usd(usd));

    assertThat(match(bucket(10 * MINUTE).requests(10).usd(10))).isEqualTo(expected);
  }

  @Test
  void shouldNotLetOneCallCoverTwoReports() {
    covered(5);
    match(call(10 * MINUTE).usd(1));

    assertThat(match(bucket(10 * MINUTE).usd(1))).isEqualTo(Match.COVERED);
    assertThat(match(bucket(10 * MINUTE).usd(1))).isEqualTo(Match.DARK);
  }

  @Test
  void shouldNotJudgeAMinuteThatIsTooLongAgo() {
    covered(5);
    long late = 10 * MINUTE;
    match(call(late + CoverageRing.SPAN * MINUTE).usd(1));

    assertThat(match(bucket(late).usd(1))).isEqualTo(Match.TOO_LATE);
  }

  @Test
  void shouldNeverFindAReportDarkWhereTelemetryNamesModelsOtherwise() {
    for (int minute = 0; minute < 200; minute++) {
      match(call(minute * MINUTE).usd(1).model("gateway/opus"));

      assertThat(match(bucket(minute * MINUTE).usd(1).model("opus"))).isEqualTo(Match.NONE);
    }
  }

  @Test
  void shouldStopCallingReportsDarkWhereOneCallInTenIsSampled() {
    int dark = 0;
    for (int minute = 0; minute < 1_000; minute++) {
      if (minute % 10 == 0) {
        match(call(minute * MINUTE).usd(1));
      }
      dark += match(bucket(minute * MINUTE).usd(1)) == Match.DARK ? 1 : 0;
    }

    assertThat(own.isCovering()).isFalse();
    assertThat(dark).isLessThan(50);
  }

  @Test
  void shouldCountEveryDarkReportOfARowWhileTheOwnerVouches() {
    // Given two keys whose dark reports are telling, one of them released by its owner
    covered(60);
    Ownership vouched = new KeyMonitorState().ownership();
    covered(vouched, 60);
    vouched.trust(DetectorFixture.START + DetectorFixture.DAY);
    double usual = own.usualDark();

    // When telemetry of both is silent for 15 reports
    for (int minute = 60; minute < 75; minute++) {
      dark(own, minute);
      dark(vouched, minute);
    }

    // Then
    assertThat(own.isDarkTelling()).isTrue();
    assertThat(own.usualDark()).as("one in 61").isCloseTo(usual + 1.0 / 80, within(0.002));
    assertThat(vouched.isDarkTelling()).isFalse();
    assertThat(vouched.usualDark()).as("15 in 75").isCloseTo(15.4 / 80, within(0.01));
  }

  @Test
  void shouldCountOneOfARowAgainWhenTheTrustIsOver() {
    covered(60);
    own.trust(DetectorFixture.START + 60 * MINUTE);

    for (int minute = 60; minute < 75; minute++) {
      dark(own, minute);
    }

    assertThat(own.isDarkTelling()).isTrue();
  }

  @Test
  void shouldLeaveReportsOfMoreThanAMinuteAlone() {
    covered(5);

    assertThat(match(bucket(60 * MINUTE).width(60 * MINUTE).usd(1))).isEqualTo(Match.NONE);
  }

  @Test
  void shouldLeaveDifferencesThatTakeBackAlone() {
    covered(5);
    double usual = own.usualDark();

    assertThat(match(bucket(4 * MINUTE).nanos(-10).requests(-1))).isEqualTo(Match.NONE);
    assertThat(own.usualDark()).isEqualTo(usual);
  }

  private void covered(int minutes) {
    covered(own, minutes);
  }

  private static void covered(Ownership key, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      match(key, call(minute * MINUTE).usd(1));
      assertThat(match(key, bucket(minute * MINUTE).usd(1))).isEqualTo(Match.COVERED);
    }
  }

  /** A dark report, noted by who judges it. */
  private static void dark(Ownership key, int minute) {
    assertThat(match(key, bucket(minute * MINUTE).usd(1))).isEqualTo(Match.DARK);
    key.dark().hold(minute, 1_000);
  }

  private Match match(Call call) {
    return match(own, call);
  }

  private static Match match(Ownership key, Call call) {
    UsageEvent event = call.build();
    long atMs = event.getOccurredAt().toEpochMilli();
    return FeedMatcher.match(key, event, Amounts.of(event), atMs);
  }
}
