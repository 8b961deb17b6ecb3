package io.keyfuse.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.bench.detection.Victim.Minute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** By hand: a theft of four minutes at $1 each that begins at noon of day 10. */
class DetectionScorerTest {
  private static final long DAY = 86_400_000;
  private static final long MINUTE = 60_000;
  private static final long ORIGIN = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long START = ORIGIN + 10 * DAY + DAY / 2;
  private static final long END = START + 4 * MINUTE;
  private static final long RECON = START - 60 * MINUTE;

  @Test
  void shouldCountWhatPassesBeforeAKillAsLost() {
    Scorecard card = score(command(START + 90_000, "victim", "suspend"));

    assertThat(card.overall().killed()).isEqualTo(1);
    assertThat(card.overall().secondsMedian()).isEqualTo(OptionalDouble.of(90));
    assertThat(card.overall().usdTotal()).isEqualTo(1.5);
    assertThat(card.overall().percentPrevented()).isEqualTo(OptionalDouble.of(62.5));
    assertThat(card.meanPercentPrevented()).isEqualTo(62.5);
    assertThat(card.kills().count()).isZero();
    assertThat(card.missed()).isEmpty();
  }

  @Test
  void shouldCountAKillDuringReconnaissanceAsImmediate() {
    Scorecard card = score(command(RECON, "victim", "revoke"));

    assertThat(card.overall().secondsMedian()).isEqualTo(OptionalDouble.of(0));
    assertThat(card.overall().usdTotal()).isZero();
  }

  @Test
  void shouldLetWhatFollowsAnExpiredCapThrough() {
    Scorecard card = score(new SentCommand(START + 30_000, "victim", "cap", START + 150_000));

    assertThat(card.overall().killed()).isEqualTo(1);
    assertThat(card.overall().usdTotal()).isEqualTo(2);
    assertThat(card.caps().count()).isZero();
  }

  @Test
  void shouldJoinOverlappingBlocks() {
    Scorecard card =
        score(
            new SentCommand(START, "victim", "cap", START + 3 * MINUTE),
            new SentCommand(START + MINUTE, "victim", "cap", START + 2 * MINUTE));

    assertThat(card.overall().usdTotal()).isEqualTo(1);
  }

  @Test
  void shouldNotBeStoppedByAnAlertOrAThrottle() {
    Scorecard card = score(command(START, "victim", "alert"), command(START, "victim", "throttle"));

    assertThat(card.overall().killed()).isZero();
    assertThat(card.overall().alertRecall()).isEqualTo(1);
    assertThat(card.overall().usdTotal()).isEqualTo(4);
    assertThat(card.overall().secondsMedian()).isEmpty();
    assertThat(card.missed())
        .containsExactly(new Scorecard.Missed("atk-001", "A1", "victim", "telemetry", 4));
    assertThat(card.notifications().count()).isZero();
  }

  @Test
  void shouldMissAVictimThatIsKilledAQuarterOfAnHourTooLate() {
    assertThat(score(command(END + 15 * MINUTE, "victim", "suspend")).overall().killed()).isOne();
    Scorecard late = score(command(END + 15 * MINUTE + 1, "victim", "suspend"));

    assertThat(late.overall().killed()).isZero();
    assertThat(late.kills().count()).as("within a day of the end it is no false kill").isZero();
  }

  @Test
  void shouldCountAKillOutsideOfTheAttackAsFalseOnceADay() {
    long far = END + DAY + 1;
    Scorecard card =
        score(
            command(RECON - 1, "victim", "suspend"),
            command(far, "victim", "suspend"),
            command(far + DAY - 1, "victim", "suspend"),
            command(far + DAY, "victim", "suspend"));

    assertThat(card.kills().count()).isEqualTo(3);
    assertThat(card.kills().repeatsFalse()).isEqualTo(1);
    assertThat(card.kills().keys()).isEqualTo(1);
    assertThat(card.kills().byLookAlike())
        .containsExactly(Map.entry("B6", 1), Map.entry("none", 2));
  }

  @Test
  void shouldCountFurtherKillsOfOneAttackAsRepeats() {
    Scorecard card =
        score(command(START, "victim", "suspend"), command(START + 1, "victim", "suspend"));

    assertThat(card.kills().repeatsTrue()).isEqualTo(1);
    assertThat(card.kills().count()).isZero();
  }

  @Test
  void shouldLayAFalseKillToTheNarrowestLookAlike() {
    Scorecard card = score(command(START, "batch", "suspend"));

    assertThat(card.kills().byLookAlike()).containsExactly(Map.entry("B2", 1));
    assertThat(card.lookAlikeKeys()).containsEntry("B6", 3).containsEntry("B2", 1);
  }

  @Test
  void shouldCountTheKillOfARunawayAgentApart() {
    Scorecard card = score(command(START, "agent", "suspend"));

    assertThat(card.kills().count()).isZero();
    assertThat(card.kills().gray()).isEqualTo(1);
  }

  @Test
  void shouldListWarmUpUnknownKeysAndCommandsFromBeforeTheirCauseApart() {
    Scorecard card =
        score(command(ORIGIN + DAY, "batch", "suspend"), command(ORIGIN + 8 * DAY, "x", "suspend"));

    assertThat(card.kills().inWarmup()).isEqualTo(1);
    assertThat(card.unknownKeys()).containsExactly("x");
    assertThat(card.acausal()).isEqualTo(2);
  }

  @Test
  void shouldJudgeAKeyFromItsBirthOnly() {
    assertThat(truth().keyMonths()).isEqualTo((7 + 7 + 3.5) / 30);
    Scorecard card = score(command(START, "batch", "alert"));

    assertThat(card.notifications().perKeyMonth()).isEqualTo(1.7143);
  }

  private static Scorecard score(SentCommand... commands) {
    return DetectionScorer.score(
        truth(),
        List.of(commands),
        Map.of("victim", ORIGIN, "batch", ORIGIN + 2 * DAY, "agent", ORIGIN));
  }

  private static SentCommand command(long at, String keyId, String action) {
    return new SentCommand(at, keyId, action, Long.MAX_VALUE);
  }

  private static Truth truth() {
    List<Minute> minutes = new ArrayList<>();
    for (long at = START; at < END; at += MINUTE) {
      minutes.add(new Minute(at, 1_000_000_000));
    }
    return new Truth(
        "by hand",
        ORIGIN + 7 * DAY,
        ORIGIN + 14 * DAY,
        List.of(new Victim("atk-001", "A1", "victim", "telemetry", START, END, RECON, minutes)),
        List.of(
            new Harmless("B6", Set.of("victim", "batch", "agent"), ORIGIN, END, false),
            new Harmless("B2", Set.of("batch"), START - 1, END, false),
            new Harmless("B8", Set.of("agent"), START - 1, END, true)),
        Map.of("victim", ORIGIN, "batch", ORIGIN, "agent", ORIGIN + 10 * DAY + DAY / 2));
  }
}
