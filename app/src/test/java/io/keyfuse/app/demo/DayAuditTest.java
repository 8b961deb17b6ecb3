package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.SpendTotals;
import io.keyfuse.schemas.v1.SpendWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayAuditTest {
  private static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant LAST = FIRST.plusSeconds(180);

  private final DemoKey key = Stories.story().fleet().keys().get(0);
  private final SpendTally tally = new SpendTally();
  private final DayAudit audit = new DayAudit();

  DayAuditTest() {
    Call early = new Call(key, FIRST.plusSeconds(1), "gpt-5-mini", new Tokens(4, 0, 0), 200);
    Call same = new Call(key, FIRST.plusSeconds(9), "gpt-5-mini", new Tokens(2, 0, 0), 200);
    Call late = new Call(key, LAST.plusSeconds(9), "gpt-5-mini", new Tokens(1, 0, 0), 200);
    audit.add(new DayHour(0, List.of(early, same, late), List.of()));
  }

  @Test
  void shouldBeEqualWhenOnlyTheLastMinutesAreOpen() {
    tally.onSpend(window(FIRST, 0, 1_500));

    DayCheck check = audit.compare(tally);

    assertThat(check).isEqualTo(new DayCheck(3, 1_750, 1_500, 250, List.of()));
    assertThat(check.isEqual()).isTrue();
    assertThat(check.sentence()).endsWith("equal").contains("open");
  }

  @Test
  void shouldTakeTheNewestRevisionWhateverTheOrder() {
    tally.onSpend(window(FIRST, 2, 1_500));
    tally.onSpend(window(FIRST, 1, 1_000));
    tally.onSpend(window(LAST, 0, 250));

    assertThat(audit.compare(tally)).isEqualTo(new DayCheck(3, 1_750, 1_750, 0, List.of()));
  }

  @Test
  void shouldNotBeEqualWhenAMinuteIsCountedTwice() {
    tally.onSpend(window(FIRST, 0, 3_000));

    DayCheck check = audit.compare(tally);

    assertThat(check.isEqual()).isFalse();
    assertThat(check.sentence()).contains("NOT EQUAL");
  }

  @Test
  void shouldNotBeEqualWhenAMinuteInTheMiddleIsMissing() {
    tally.onSpend(window(LAST, 0, 250));

    assertThat(audit.compare(tally).wrong())
        .singleElement()
        .asString()
        .contains(key.id(), FIRST.toString());
    assertThat(audit.compare(tally).isEqual()).isFalse();
  }

  @Test
  void shouldPassOverHoursOnTheTally() {
    tally.onSpend(window(FIRST, Duration.ofHours(1), 1_500, 0));

    assertThat(tally.telemetryNanos(key.id(), FIRST)).isEmpty();
    assertThat(tally.spendNanos(FIRST)).isZero();
  }

  private SpendWindow window(Instant start, int revision, long nanos) {
    return window(start, Duration.ofMinutes(1), nanos, revision);
  }

  private SpendWindow window(Instant start, Duration width, long nanos, int revision) {
    return SpendWindow.newBuilder()
        .setCredential(key.credential())
        .setWindowStart(start)
        .setWidthMs(width.toMillis())
        .setRevision(revision)
        .setTelemetry(SpendTotals.newBuilder().setCostNanos(nanos).build())
        .setProvider(SpendTotals.newBuilder().build())
        .setSpendNanos(nanos)
        .setClosedAt(start.plus(width))
        .build();
  }
}
