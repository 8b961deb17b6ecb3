package io.keyfuse.detectors.detect;

import static io.keyfuse.detectors.detect.ReconciliationFixture.MINUTE;
import static io.keyfuse.detectors.detect.ReconciliationFixture.START;
import static io.keyfuse.detectors.detect.ReconciliationFixture.bucket;
import static io.keyfuse.detectors.detect.ReconciliationFixture.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.detectors.state.MinuteLine;
import io.keyfuse.detectors.state.ReconciliationCodec;
import io.keyfuse.detectors.state.ReconciliationLedger;
import io.keyfuse.detectors.state.UsageTotals;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telemetry and provider usage of a key set side by side, minute by minute. */
class ReconcilerTest {
  private final ReconciliationFixture key = new ReconciliationFixture();

  @Test
  void shouldSetBothSidesOfASealedMinuteSideBySide() {
    key.take(call(1).model("A").requests(2).tokens(10, 5).nanos(7).build());
    key.take(call(2).model("a").tokens(1, 1).nanos(1).build());
    key.take(bucket(0).model("a").requests(9).tokens(100, 50).nanos(70).build());
    key.take(bucket(0).model("b").requests(1).tokens(2, 0).nanos(3).build());
    seal();

    assertThat(key.readings.get(0))
        .matches(reading -> reading.startMs() == START && reading.isSealed())
        .extracting(MinuteReading::lines)
        .isEqualTo(
            Map.of(
                "a", new MinuteLine(new UsageTotals(3, 17, 8), new UsageTotals(9, 150, 70)),
                "b", new MinuteLine(UsageTotals.NONE, new UsageTotals(1, 2, 3))));
  }

  @Test
  void shouldNotSealWhileASideMayStillReport() {
    key.take(call(1).build());
    key.take(call(60 * MINUTE).build());
    assertThat(key.readings).isEmpty();
    key.take(bucket(11 * MINUTE - 1).build());
    assertThat(key.readings).isEmpty();

    key.take(bucket(11 * MINUTE).build());

    assertThat(key.readings).extracting(MinuteReading::startMs).containsExactly(START);
  }

  @Test
  void shouldReadOutTheOldestUnsealedWhenTooManyWait() {
    for (int minute = 0; minute <= ReconciliationLedger.MOST_MINUTES + 1; minute++) {
      key.take(bucket(minute * MINUTE).build());
    }

    assertThat(key.readings).hasSize(2).noneMatch(MinuteReading::telemetrySealed);
    assertThat(key.readings).allMatch(MinuteReading::providerSealed);
  }

  @Test
  void shouldNotTellAMinuteTwice() {
    key.take(call(1).build()).take(bucket(0).build());
    seal();
    int before = key.readings.size();
    key.take(call(2).build());
    seal();

    assertThat(key.readings).extracting(MinuteReading::startMs).doesNotHaveDuplicates();
    assertThat(key.readings).hasSizeGreaterThanOrEqualTo(before);
  }

  @Test
  void shouldLeaveOutReportsWiderThanAMinute() {
    key.take(bucket(0).width(60 * MINUTE).build());

    assertThat(key.ledger.minutes()).isEmpty();
  }

  @Test
  void shouldCountAnEventFarAheadAsNow() {
    key.nowMs = START;
    key.take(call(11 * MINUTE).build());

    assertThat(key.ledger.minutes().firstKey()).isEqualTo(START);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldNeitherLoseNorRepeatUsageThatIsInTime(long seed) {
    Random random = new Random(seed);
    long[] sent = {0, 0};
    for (int i = 0; i < 2_000; i++) {
      // Out of order by less than the ten minutes after which a side is sealed.
      long atMs = i * 2_000L + 9 * MINUTE - random.nextInt((int) (9 * MINUTE));
      boolean telemetry = random.nextBoolean();
      String model = "model-" + random.nextInt(20);
      int nanos = random.nextInt(1_000);
      sent[telemetry ? 0 : 1] += nanos;
      key.take((telemetry ? call(atMs) : bucket(atMs)).model(model).nanos(nanos).build());
    }
    long[] told = {0, 0};
    key.readings.forEach(reading -> add(told, reading.lines().values()));
    key.ledger.minutes().values().forEach(lines -> add(told, lines.values()));

    assertThat(told).as("seed %d", seed).isEqualTo(sent);
    assertThat(key.readings).hasSizeGreaterThan(40).allMatch(MinuteReading::isSealed);
    assertThat(key.readings).extracting(MinuteReading::startMs).isSorted().doesNotHaveDuplicates();
    assertThat(key.readings).allMatch(reading -> reading.lines().size() <= 17);
  }

  @Test
  void shouldStayBoundedWhateverArrives() {
    Random random = new Random(11);
    int most = 0;
    for (int i = 0; i < 5_000; i++) {
      long atMs = (long) (random.nextDouble() * 40 * ReconciliationFixture.DAY);
      String model = "a-model-with-a-long-name-".repeat(5) + random.nextInt(1_000);
      key.take((random.nextBoolean() ? call(atMs) : bucket(atMs)).model(model).usd(99).build());
      key.bill((int) (atMs / ReconciliationFixture.DAY), model, 99);
      most = Math.max(most, key.stored().length);
    }

    assertThat(key.ledger.minutes()).hasSizeLessThanOrEqualTo(ReconciliationLedger.MOST_MINUTES);
    assertThat(key.ledger.days()).hasSizeLessThanOrEqualTo(ReconciliationLedger.MOST_DAYS);
    assertThat(most).isLessThan(16_000);
  }

  @Test
  void shouldStaySmallForABusyKey() {
    for (int i = 0; i < 3_000; i++) {
      key.take(call(i * 1_000L).model("gpt-4o-" + i % 3).usd(0.01).build());
      if (i % 60 == 0) {
        key.take(bucket(i * 1_000L).model("gpt-4o-" + i % 3).usd(0.6).build());
      }
    }
    System.out.printf("ledger of a busy key: %d bytes%n", key.stored().length);

    assertThat(key.stored().length).isLessThan(1_500);
  }

  @Test
  void shouldRefuseALayoutItDoesNotKnowAndEveryCutOffSample() {
    key.estimate(0, "m", 10).bill(0, "m", 50).take(call(1).build());
    ReconciliationCodec codec = new ReconciliationCodec();
    byte[] whole = key.stored();

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    byte[] newer = whole.clone();
    newer[0] = 2;
    assertThatThrownBy(() -> codec.decode(newer)).hasMessageContaining("layout 2");
    assertThat(codec.encode(codec.decode(whole))).isEqualTo(whole);
  }

  private void seal() {
    key.take(call(11 * MINUTE).build()).take(bucket(11 * MINUTE).build());
  }

  private static void add(long[] told, Collection<MinuteLine> lines) {
    lines.forEach(
        line -> {
          told[0] += line.telemetry().nanos();
          told[1] += line.provider().nanos();
        });
    assertThat(LongStream.of(told)).allMatch(nanos -> nanos >= 0);
  }
}
