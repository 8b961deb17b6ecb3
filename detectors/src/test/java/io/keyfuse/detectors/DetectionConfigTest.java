package io.keyfuse.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.detectors.state.Aspect;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionConfigTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void shouldFillInDefaults() {
    DetectionConfig config = DetectionConfig.defaults();

    assertThat(config.windowGrace()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.burst()).isEqualTo(BurstConfig.defaults());
    assertThat(config.ownership()).isEqualTo(OwnershipConfig.defaults());
    assertThat(config.coldStart()).isEqualTo(ColdStartConfig.defaults());
    assertThat(config.caps()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void shouldNameTheFieldAndTheFix(String field, ThrowingCallable config) {
    assertThatThrownBy(config)
        .isInstanceOfSatisfying(
            ConfigException.class, refused -> assertThat(refused.field()).isEqualTo(field))
        .message()
        .containsPattern("write|give|rename|allows");
  }

  static Stream<Arguments> broken() {
    Map<String, ThrowingCallable> broken =
        Map.ofEntries(
            Map.entry("detection.window_grace", () -> config(Duration.ofMinutes(11), null, null)),
            Map.entry("detection.max_clock_skew", () -> config(null, Duration.ofMillis(-1), null)),
            Map.entry("detection.max_open_keys", () -> config(null, null, 0)),
            Map.entry("detection.caps", () -> caps(cap("a", HOUR, "1"), cap("a", HOUR, "2"))),
            Map.entry("detection.caps.name", () -> cap(" ", HOUR, "1")),
            Map.entry("detection.caps.a.window", () -> cap("a", Duration.ofMinutes(2), "1")),
            Map.entry("detection.caps.a.limit_usd", () -> cap("a", HOUR, "0")),
            Map.entry(
                "detection.burst.mean_time_between_false_alarms",
                () -> new BurstConfig(Duration.ofHours(2), null, null)),
            Map.entry(
                "detection.burst.min_spend_usd",
                () -> new BurstConfig(null, BigDecimal.ZERO, null)),
            Map.entry("detection.burst.min_active_days", () -> new BurstConfig(null, null, 0)),
            Map.entry(
                "detection.ownership.mean_time_between_false_alarms",
                () -> new OwnershipConfig(Duration.ofHours(23), null, null, null, null, null)),
            Map.entry("detection.ownership.min_usd", () -> owner("0", null, null, null)),
            Map.entry("detection.ownership.flood_usd", () -> owner("2", "1", null, null)),
            Map.entry("detection.ownership.min_votes", () -> owner(null, null, 0, null)),
            Map.entry("detection.ownership.min_active_days", () -> owner(null, null, null, 0)),
            Map.entry("detection.ownership.aspects_off", () -> off("cache", "colour")),
            Map.entry("detection.cold_start.minute_usd", () -> allow("-1", "5", "9")),
            Map.entry("detection.cold_start.ten_minutes_usd", () -> allow("6", "5", "9")),
            Map.entry("detection.cold_start.hour_usd", () -> allow("4", "10", "9")));
    return broken.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @Test
  void shouldReadNamesOfAspectsInAnyCase() {
    assertThat(off("Cache", "dark").aspects()).containsExactlyInAnyOrder(Aspect.CACHE, Aspect.DARK);
    assertThat(OwnershipConfig.defaults().aspects()).isEmpty();
  }

  @Test
  void shouldRefuseTooManyCaps() {
    SpendCap[] caps =
        Stream.iterate(0, i -> i + 1)
            .limit(17)
            .map(i -> cap("cap-" + i, HOUR, "1"))
            .toArray(SpendCap[]::new);

    assertThatThrownBy(() -> caps(caps)).hasMessageContaining("at most 16");
  }

  @Test
  void shouldMatchKeysByIdAndPrefix() {
    SpendCap all = cap("all", HOUR, "1");
    SpendCap some =
        new SpendCap("some", List.of("openai:proj:*", "aws:a:k1"), HOUR, BigDecimal.ONE);

    assertThat(all.covers("openai:other:k")).isTrue();
    assertThat(some.covers("openai:proj:k")).isTrue();
    assertThat(some.covers("aws:a:k1")).isTrue();
    assertThat(some.covers("aws:a:k12")).isFalse();
    assertThat(some.covers("openai:project")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        DetectionConfig.class,
        BurstConfig.class,
        OwnershipConfig.class,
        ColdStartConfig.class,
        SpendCap.class
      })
  void shouldDocumentEachField(Class<?> config) {
    assertThat(config).hasAnnotation(Doc.class);
    assertThat(config.getRecordComponents())
        .allMatch((RecordComponent component) -> component.isAnnotationPresent(Doc.class));
  }

  private static DetectionConfig config(
      @Nullable Duration grace, @Nullable Duration skew, @Nullable Integer openKeys) {
    return new DetectionConfig(grace, skew, openKeys, null, null, null, null);
  }

  private static DetectionConfig caps(SpendCap... caps) {
    return new DetectionConfig(null, null, null, null, null, null, List.of(caps));
  }

  private static SpendCap cap(String name, Duration window, String limitUsd) {
    return new SpendCap(name, null, window, new BigDecimal(limitUsd));
  }

  private static ColdStartConfig allow(String minute, String tenMinutes, String hour) {
    return new ColdStartConfig(
        new BigDecimal(minute), new BigDecimal(tenMinutes), new BigDecimal(hour));
  }

  private static OwnershipConfig owner(
      @Nullable String minUsd,
      @Nullable String floodUsd,
      @Nullable Integer minVotes,
      @Nullable Integer minActiveDays) {
    BigDecimal least = minUsd == null ? null : new BigDecimal(minUsd);
    BigDecimal flood = floodUsd == null ? null : new BigDecimal(floodUsd);
    return new OwnershipConfig(null, least, flood, minVotes, minActiveDays, null);
  }

  private static OwnershipConfig off(String... aspects) {
    return new OwnershipConfig(null, null, null, null, null, List.of(aspects));
  }
}
