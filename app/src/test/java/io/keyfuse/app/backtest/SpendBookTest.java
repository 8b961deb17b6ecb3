package io.keyfuse.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.SpendTotals;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.Instant;
import org.assertj.core.data.MapEntry;
import org.junit.jupiter.api.Test;

class SpendBookTest {
  private static final Instant EIGHT = Instant.parse("2026-05-04T08:00:00Z");
  private static final String KEY = "openai:a:k";

  private final SpendBook book = new SpendBook();

  @Test
  void shouldCountTheLargerSideOfASpanNotOfEachMinute() {
    book.closed(minute(0, 0, 10, 0));
    book.closed(minute(1, 0, 0, 12));

    assertThat(book.between(KEY, EIGHT, EIGHT.plusSeconds(119))).isEqualTo(12);
  }

  @Test
  void shouldReplaceAWindowByItsLaterRevision() {
    book.closed(hour(8, 0, 10, 3));
    book.closed(hour(8, 1, 7, 3));
    book.closed(hour(9, 0, 1, 30));

    assertThat(book.total()).isEqualTo(new SpendBook.Sides(8, 33));
    assertThat(book.total().spendNanos()).isEqualTo(33);
  }

  @Test
  void shouldCountAMinuteEitherBeforeOrAfterAndLaterHoursWhole() {
    book.closed(minute(0, 0, 1, 0));
    book.closed(minute(1, 0, 2, 0));
    book.closed(minute(2, 0, 4, 0));
    book.closed(hour(8, 0, 7, 0));
    book.closed(minute(60, 0, 8, 0));
    book.closed(hour(9, 0, 24, 0));
    Instant kill = EIGHT.plusSeconds(90);

    assertThat(book.between(KEY, EIGHT, kill)).isEqualTo(3);
    assertThat(book.after(KEY, kill)).isEqualTo(28);
    assertThat(book.after("openai:a:other", kill)).isZero();
  }

  @Test
  void shouldTellHoursByTheirLargerSide() {
    book.closed(hour(8, 0, 1, 5));
    book.closed(minute(1, 0, 100, 0));

    assertThat(book.byHour(KEY)).containsExactly(MapEntry.entry(EIGHT.toEpochMilli(), 5L));
    assertThat(book.keys()).containsExactly(KEY);
  }

  private static SpendWindow minute(int minute, int revision, long telemetry, long provider) {
    return window(minute, revision, telemetry, provider);
  }

  private static SpendWindow hour(int hour, int revision, long telemetry, long provider) {
    return SpendWindow.newBuilder(window((hour - 8) * 60, revision, telemetry, provider))
        .setWidthMs(3_600_000)
        .build();
  }

  private static SpendWindow window(int minute, int revision, long telemetry, long provider) {
    return SpendWindow.newBuilder()
        .setCredential(new Credential("openai", "a", "k"))
        .setWindowStart(EIGHT.plusSeconds(60L * minute))
        .setWidthMs(60_000)
        .setRevision(revision)
        .setTelemetry(SpendTotals.newBuilder().setCostNanos(telemetry).build())
        .setProvider(SpendTotals.newBuilder().setCostNanos(provider).build())
        .setSpendNanos(Math.max(telemetry, provider))
        .setClosedAt(EIGHT)
        .build();
  }
}
