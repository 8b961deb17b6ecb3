package io.keyfuse.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keyfuse.schemas.config.ConfigException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigBinderTest {
  enum Mode {
    OBSERVE,
    ENFORCE
  }

  record Rung(String action, @Nullable Duration after) {}

  record Server(String host, int port, Duration idleTimeout) {
    Server {
      if (port < 0 || port > 65_535) {
        throw new ConfigException("port", port + " is no port; use 0 to 65535");
      }
    }
  }

  record Root(
      Map<String, String> kafka,
      Server server,
      Mode mode,
      BigDecimal limitUsd,
      @Nullable Path folder,
      List<Rung> ladder) {}

  private static final Root DEFAULTS =
      new Root(
          Map.of(),
          new Server("127.0.0.1", 8080, Duration.ofSeconds(30)),
          Mode.OBSERVE,
          new BigDecimal("12.50"),
          null,
          List.of());

  private final ConfigBinder binder = new ConfigBinder();

  @Test
  void shouldKeepDefaultsWhereTheFileIsSilent() {
    Root bound = binder.bind("server: {port: 9}", DEFAULTS, Map.of());

    assertThat(bound.server()).isEqualTo(new Server("127.0.0.1", 9, Duration.ofSeconds(30)));
    assertThat(bound.limitUsd()).isEqualByComparingTo("12.50");
    assertThat(bound.mode()).isEqualTo(Mode.OBSERVE);
  }

  @Test
  void shouldReadDurationsEnumsMoneyPathsAndLists() {
    String yaml =
        """
        mode: enforce
        limit_usd: 0.1
        folder: /var/lib/keyfuse
        server: {idle_timeout: 2m}
        ladder:
          - {action: suspend}
          - {action: revoke, after: 90s}
        kafka:
          bootstrap.servers: localhost:9092
          max.poll.records: 10
        """;

    Root bound = binder.bind(yaml, DEFAULTS, Map.of());

    assertThat(bound.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(bound.limitUsd()).isEqualTo(new BigDecimal("0.1"));
    assertThat(bound.folder()).isEqualTo(Path.of("/var/lib/keyfuse"));
    assertThat(bound.server().idleTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(bound.ladder())
        .containsExactly(new Rung("suspend", null), new Rung("revoke", Duration.ofSeconds(90)));
    assertThat(bound.kafka())
        .containsEntry("bootstrap.servers", "localhost:9092")
        .containsEntry("max.poll.records", "10");
  }

  @Test
  void shouldLetTheEnvironmentWin() {
    Root bound =
        binder.bind(
            "server: {port: 9}",
            DEFAULTS,
            Map.of(
                "KEYFUSE__SERVER__PORT", "10",
                "KEYFUSE__KAFKA__BOOTSTRAP_SERVERS", "broker:1",
                "PATH", "/bin"));

    assertThat(bound.server().port()).isEqualTo(10);
    assertThat(bound.kafka()).containsEntry("bootstrap.servers", "broker:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: {prot: 9}                 | server.prot: unknown setting; did you mean 'port'?",
        "sever: {port: 9}                  | sever: unknown setting; did you mean 'server'?",
        "zzzzzzzzzz: 1                     | zzzzzzzzzz: unknown setting; known here: kafka, server",
        "ladder: [{acton: x}]              | ladder[0].acton: unknown setting; did you mean 'action'?",
        "server: {port: 70000}             | server.port: 70000 is no port; use 0 to 65535",
        "server: {port: many}              | server.port: Cannot deserialize value of type `int`",
        "server: {port: }                  | server.port: Cannot",
        "server: {idle_timeout: soon}      | server.idle_timeout: 'soon' is not a duration",
        "mode: shoot                       | mode: Cannot deserialize value",
        "'- a'                             | configuration: must be a YAML mapping",
        "'server: {port: 9'                | configuration: not YAML at line 1",
      })
  void shouldNameThePathAndTheFix(String yaml, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> binder.bind(yaml, DEFAULTS, Map.of()))
        .withMessageStartingWith(message);
  }

  @Test
  void shouldRefuseAnUnknownOverride() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> binder.bind("", DEFAULTS, Map.of("KEYFUSE__SERVER__PROT", "10")))
        .withMessageStartingWith("server.prot: unknown setting");
  }

  @ParameterizedTest
  @CsvSource({"250ms,PT0.25S", "30s,PT30S", "10m,PT10M", "24h,PT24H", "7d,PT168H", "PT5M,PT5M"})
  void shouldReadShortAndIsoDurations(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
    assertThat(Durations.parse(Durations.format(expected))).isEqualTo(expected);
  }
}
