package io.keyfuse.ingest.file.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.UtcTimes;
import io.keyfuse.schemas.money.NanoUsd;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two fast readers of the hot path against the JDK's. */
class UsdAmountsTest {
  private final UsdAmounts amounts = new UsdAmounts(Map.of());

  @Test
  void shouldReadEveryDecimalAsBigDecimalDoes() {
    long seed = 4_711;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long unscaled = random.nextLong() >> random.nextInt(60);
      BigDecimal amount = BigDecimal.valueOf(unscaled, random.nextInt(-2, 22));
      if (amount.abs().compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
        String text = random.nextBoolean() ? amount.toPlainString() : amount.toString();
        assertThat(amounts.nanos("cost", text, "USD"))
            .as("%s, seed %d", text, seed)
            .isEqualTo(NanoUsd.ofUsd(amount));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".", "1.2.3", "NaN", "0x10", "1,5", "--1", "1e99999"})
  void shouldRefuseWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> amounts.nanos("cost", text, null)).isInstanceOf(PartFault.class);
  }

  @Test
  void shouldReadEveryTimeAsTheJdkDoes() {
    long seed = 815;
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      Instant time = Instant.ofEpochMilli(random.nextLong(253_402_300_799_000L));
      ZoneOffset zone = ZoneOffset.ofTotalSeconds(random.nextInt(-18 * 60, 18 * 60 + 1) * 60);
      String text = OffsetDateTime.ofInstant(time, zone).withNano(0).toString();
      if (text.length() > 19 && text.charAt(16) == ':') {
        assertThat(UtcTimes.parse(text))
            .as("%s, seed %d", text, seed)
            .isEqualTo(OffsetDateTime.parse(text).toInstant());
      }
      assertThat(UtcTimes.parse(time.toString().length() < 20 ? "1970-01-01" : time.toString()))
          .as("%s, seed %d", time, seed)
          .isEqualTo(time.toString().length() < 20 ? Instant.EPOCH : time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-09-18T22:00:00Z",
        "2026-09-18 22:00:00",
        "2026-09-18 22:00:00.000000000",
        "2026-09-18 22:00:00 UTC",
        "2026-09-19T00:00:00+02:00",
        "2026-09-18T20:00:00.0004-0200",
      })
  void shouldTakeATimeWithoutAZoneForUtc(String text) {
    assertThat(UtcTimes.parse(text)).isEqualTo(Instant.parse("2026-09-18T22:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-13-01",
        "2026-09-18T25:00:00Z",
        "2026-09-18T22:00",
        "18/09/2026",
        "2026-09-18T22:00:00CEST",
        "2026-09-18x22:00:00"
      })
  void shouldRefuseWhatIsNoTime(String text) {
    assertThatThrownBy(() -> UtcTimes.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
