package io.keyfuse.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleConfigTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration BEAT = Duration.ofSeconds(15);

  @Test
  void shouldTakeTheDocumentedDefaultsWhenFieldsAreOmitted() throws Exception {
    // Given an empty section, as a binder leaves it
    ConsoleConfig bound = new ObjectMapper().readValue("{}", ConsoleConfig.class);

    // Then it equals the defaults
    assertThat(bound).isEqualTo(ConsoleConfig.defaults());
    assertThat(bound.maxStreams()).isEqualTo(16);
    assertThat(bound.maxIncidents()).isEqualTo(500);
    assertThat(bound.maxKeys()).isEqualTo(10_000);
    assertThat(bound.lookBack()).isEqualTo(WEEK);
    assertThat(bound.heartbeat()).isEqualTo(BEAT);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        fault("console.max_streams", () -> with(0, 500, 10_000, WEEK, BEAT)),
        fault("console.max_streams", () -> with(257, 500, 10_000, WEEK, BEAT)),
        fault("console.max_incidents", () -> with(16, 9, 10_000, WEEK, BEAT)),
        fault("console.max_incidents", () -> with(16, 10_001, 10_000, WEEK, BEAT)),
        fault("console.max_keys", () -> with(16, 500, 99, WEEK, BEAT)),
        fault("console.max_keys", () -> with(16, 500, 100_001, WEEK, BEAT)),
        fault("console.look_back", () -> with(16, 500, 10_000, Duration.ofMinutes(59), BEAT)),
        fault("console.look_back", () -> with(16, 500, 10_000, Duration.ofDays(91), BEAT)),
        fault("console.heartbeat", () -> with(16, 500, 10_000, WEEK, Duration.ofMillis(999))),
        fault("console.heartbeat", () -> with(16, 500, 10_000, WEEK, Duration.ofSeconds(61))));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("broken")
  void shouldNameTheFieldOfEveryBrokenRule(String field, Supplier<ConsoleConfig> fixture) {
    assertThatThrownBy(fixture::get)
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.field()).isEqualTo(field))
        .hasMessageContaining("choose one inside");
  }

  @Test
  void shouldReadTheTokenFromItsPlace() {
    ConsoleConfig config =
        new ConsoleConfig(new SecretRef("CONSOLE", null), 16, 500, 10_000, WEEK, BEAT);

    assertThat(config.resolveToken(Map.of("CONSOLE", "0123456789abcdef\n")))
        .isEqualTo("0123456789abcdef");
    assertThatThrownBy(() -> config.resolveToken(Map.of("CONSOLE", "0123456789abcde")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("openssl rand -hex 32")
        .hasMessageNotContaining("0123456789");
    assertThatThrownBy(() -> config.resolveToken(Map.of())).isInstanceOf(ConfigException.class);
  }

  @Test
  void shouldAskForATokenWhenNoPlaceIsNamed() {
    assertThatThrownBy(() -> ConsoleConfig.defaults().resolveToken(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("console.token: missing");
  }

  private static Arguments fault(String field, Supplier<ConsoleConfig> fixture) {
    return Arguments.of(field, fixture);
  }

  private static ConsoleConfig with(
      int streams, int incidents, int keys, Duration lookBack, Duration heartbeat) {
    return new ConsoleConfig(null, streams, incidents, keys, lookBack, heartbeat);
  }
}
