package io.keyfuse.console.model;

import static io.keyfuse.console.fixture.Records.NOW;
import static io.keyfuse.console.fixture.Records.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.SpendWindow;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpendBoardTest {
  private static final long SEED = 90_125L;
  private static final long USD = NanoUsd.PER_USD;

  private final SpendBoard board = new SpendBoard(1_000);

  @Test
  void shouldReplaceAWindowByItsLaterRevision() {
    take(minute("a", 0, 0, 5 * USD));
    take(minute("b", 0, 0, USD));
    take(minute("a", 0, 1, 2 * USD));

    assertThat(board.lastMinuteNanos()).isEqualTo(3 * USD);
    assertThat(board.view().keys().get(0).sumUsd()).isEqualTo("2.000000000");
  }

  @Test
  void shouldIgnoreARevisionThatIsNotNewer() {
    assertThat(take(minute("a", 0, 1, 2 * USD))).isTrue();
    assertThat(take(minute("a", 0, 1, 9 * USD))).isFalse();
    assertThat(take(minute("a", 0, 0, 5 * USD))).isFalse();

    assertThat(board.lastMinuteNanos()).isEqualTo(2 * USD);
  }

  @Test
  void shouldCountMinuteWindowsOnly() {
    SpendWindow hour =
        SpendWindow.newBuilder(minute("a", 0, 0, 60 * USD)).setWidthMs(3_600_000).build();

    assertThat(take(hour)).isFalse();
    assertThat(board.newestMinute()).isNull();
    assertThat(board.view().totalUsd()).hasSize(60).containsOnly("0.000000000");
    assertThat(board.view().approximate()).isFalse();
  }

  @Test
  void shouldNotLetAWrongClockEmptyTheBoard() {
    take(minute("a", 0, 0, USD));

    assertThat(take(minute("thief", -6, 0, USD))).isFalse();
    assertThat(take(minute("thief", -60 * 24 * 365, 0, USD))).isFalse();
    assertThat(take(minute("fast", -5, 0, USD))).isTrue();
    assertThat(board.view().keys()).hasSize(2);
  }

  @Test
  void shouldLetMinutesPassOutAfterAnHour() {
    take(minute("a", 59, 0, 7 * USD));
    take(minute("a", 0, 0, USD));
    assertThat(board.view().keys().get(0).sumUsd()).isEqualTo("8.000000000");

    take(minute("a", -1, 0, USD));

    assertThat(board.view().keys().get(0).sumUsd()).isEqualTo("2.000000000");
    assertThat(take(minute("a", 59, 1, 7 * USD))).as("a minute that has passed out").isFalse();
  }

  @Test
  void shouldShowTheTwentyDearestKeysAndTheTotalOfAll() {
    for (int key = 1; key <= 100; key++) {
      take(minute("k" + key, 0, 0, key * USD));
    }

    SpendView view = board.view();

    assertThat(view.keys()).hasSize(20);
    assertThat(view.keys().get(0).credentialId()).endsWith("k100");
    assertThat(view.keys().get(19).credentialId()).endsWith("k81");
    assertThat(view.totalUsd().get(59)).isEqualTo("5050.000000000");
    assertThat(view.approximate()).isFalse();
  }

  @Test
  void shouldKeepTheTotalWhenTheCheapestKeysAreFoldedAway() {
    // Given a hundred times more keys than are kept, one of them dear
    SpendBoard tight = new SpendBoard(100);
    tight.apply(minute("dear", 0, 0, 500 * USD), NOW);
    for (int key = 0; key < 10_000; key++) {
      tight.apply(minute("k" + key, 0, 0, 1_000), NOW);
    }

    // Then the total is exact, the dear key is there and the view says what it lacks
    assertThat(tight.keyCount()).isLessThanOrEqualTo(100);
    assertThat(tight.lastMinuteNanos()).isEqualTo(500 * USD + 10_000 * 1_000L);
    assertThat(tight.view().keys().get(0).credentialId()).endsWith("dear");
    assertThat(tight.view().approximate()).isTrue();
  }

  @Test
  void shouldForgetKeysThatSpentNothingForAnHourBeforeFolding() {
    SpendBoard tight = new SpendBoard(100);
    for (int key = 0; key < 100; key++) {
      tight.apply(minute("old" + key, 59, 0, USD), NOW);
    }
    tight.apply(minute("new", -1, 0, USD), NOW);

    assertThat(tight.keyCount()).isEqualTo(1);
    assertThat(tight.view().approximate()).isFalse();
  }

  @Test
  void shouldMakeAViewOncePerChange() {
    take(minute("a", 0, 0, USD));
    SpendView first = board.view();

    assertThat(take(minute("a", 0, 0, USD))).isFalse();
    assertThat(board.view()).isSameAs(first);

    take(minute("a", 0, 1, 2 * USD));
    assertThat(board.view().totalUsd().get(59)).isEqualTo("2.000000000");
    assertThat(first.totalUsd().get(59)).as("an old view stays").isEqualTo("1.000000000");
  }

  @Test
  void shouldTakeTheBurnRateFromTheNewestFiveMinutes() {
    for (int ago = 0; ago < 10; ago++) {
      take(minute("a", ago, 0, ago < 5 ? 2 * USD : 100 * USD));
    }

    assertThat(board.burnNanosPerHour()).isEqualTo(120 * USD);
  }

  @Test
  void shouldAgreeWithAPlainMapOverASeededRun() {
    // Given a run of windows and corrections in event-time disorder
    Random random = new Random(SEED);
    Map<String, long[]> plain = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "k" + random.nextInt(60);
      int ago = random.nextInt(60);
      int revision = random.nextInt(4);
      long nanos = random.nextInt(1_000_000_000);
      take(minute(key, ago, revision, nanos));
      plain.merge(
          key + "@" + ago,
          new long[] {revision, nanos},
          (old, fresh) -> fresh[0] > old[0] ? fresh : old);
    }

    // Then every minute's total is the sum of the newest revisions
    SpendView view = board.view();
    for (int ago = 0; ago < 60; ago++) {
      String end = "@" + ago;
      long expected =
          plain.entrySet().stream()
              .filter(e -> e.getKey().endsWith(end))
              .mapToLong(e -> e.getValue()[1])
              .sum();
      assertThat(view.totalUsd().get(59 - ago))
          .as("seed %d, %d minutes ago", SEED, ago)
          .isEqualTo(NanoUsd.toUsd(expected));
    }
  }

  private boolean take(SpendWindow window) {
    return board.apply(window, NOW);
  }
}
