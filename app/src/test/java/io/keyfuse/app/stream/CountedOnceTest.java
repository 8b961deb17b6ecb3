package io.keyfuse.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import io.keyfuse.app.config.StreamsSettings;
import io.keyfuse.app.stream.CountedDay.Arrival;
import io.keyfuse.app.stream.CountedDay.Day;
import io.keyfuse.app.stream.CountedDay.Totals;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.SpendTotals;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Repeated, late and restated usage over days of 23 and 25 hours, from {@code usage.v1} to {@code
 * spend.v1}: the hours of each UTC day add up to what was really used.
 */
class CountedOnceTest {
  private static final Set<Role> ROLES = EnumSet.of(Role.DETECT);
  private static final PriceBook PRICES = PriceBook.load(PriceConfig.defaults());
  private static final long HOUR_MS = 3_600_000;

  private final Map<String, SpendWindow> hours = new HashMap<>();

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}: {1} in {2}")
  @CsvSource({
    "1,2026-03-29,Europe/Berlin", "2,2026-10-25,Europe/Berlin",
    "3,2026-03-08,America/New_York", "4,2026-11-01,America/New_York",
    "5,2026-06-15,UTC", "6,2026-04-05,Australia/Lord_Howe",
    "7,2026-03-29,Europe/Berlin", "8,2026-10-25,Europe/Berlin",
    "9,2026-03-08,America/New_York", "10,2026-11-01,America/New_York",
    "11,2026-06-15,Asia/Kathmandu", "12,2026-10-04,Australia/Lord_Howe",
    "13,2026-03-29,Europe/Berlin", "14,2026-10-25,Europe/Berlin",
    "15,2026-03-08,America/New_York", "16,2026-11-01,America/New_York",
    "17,2026-03-29,Europe/London", "18,2026-10-25,Europe/London",
    "19,2026-03-29,Europe/Berlin", "20,2026-11-01,America/New_York",
  })
  void shouldCountEachDayAsItWasUsed(long seed, LocalDate day, ZoneId zone) {
    CountedDay traffic = new CountedDay(seed, PRICES).around(day, zone);

    play(traffic);

    assertThat(totals()).as("seed %d", seed).isEqualTo(traffic.oracle());
  }

  private void play(CountedDay traffic) {
    TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Properties properties =
        StreamsProperties.of(
            new StreamsSettings("counted", folder, 1, Duration.ofMillis(100)),
            ROLES,
            Map.of("bootstrap.servers", "none:1"),
            metrics);
    Instant start = traffic.arrivals().get(0).at();
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            new TopologyFactory(AppConfig.defaults(), serdes, metrics)
                .signedBy(new Ed25519CommandSigner(SigningKeys.generate()))
                .build(ROLES, properties),
            properties,
            start)) {
      TestInputTopic<String, UsageEvent> usage =
          driver.createInputTopic(
              Topics.USAGE.name(),
              serdes.key().serializer(),
              serdes.value(Topics.USAGE).serializer());
      TestOutputTopic<String, SpendWindow> spend =
          driver.createOutputTopic(
              Topics.SPEND.name(),
              serdes.key().deserializer(),
              serdes.value(Topics.SPEND).deserializer());
      Instant now = start;
      for (Arrival arrival : traffic.arrivals()) {
        driver.advanceWallClockTime(Duration.between(now, arrival.at()));
        now = arrival.at();
        usage.pipeInput(CredentialId.of(arrival.event().getCredential()), arrival.event(), now);
      }
      // A key's windows close by its own clock plus the time that nothing arrived.
      for (int hour = 0; hour < 3; hour++) {
        driver.advanceWallClockTime(Duration.ofHours(1));
      }
      spend.readValuesToList().forEach(this::keepNewest);
    }
  }

  private void keepNewest(SpendWindow window) {
    if (window.getWidthMs() == HOUR_MS) {
      hours.merge(
          window.getCredential().getKeyId() + window.getWindowStart(),
          window,
          (a, b) -> a.getRevision() > b.getRevision() ? a : b);
    }
  }

  private Map<String, Totals> totals() {
    Map<String, Totals> found = new TreeMap<>();
    for (SpendWindow hour : hours.values()) {
      add(found, hour, false, hour.getTelemetry());
      add(found, hour, true, hour.getProvider());
    }
    found.values().removeIf(new Totals(0, 0, 0, 0)::equals);
    return found;
  }

  private static void add(
      Map<String, Totals> into, SpendWindow hour, boolean provider, SpendTotals side) {
    LocalDate day = Day.utcDay(hour.getWindowStart());
    into.merge(
        new Day(hour.getCredential().getKeyId(), provider, day).toString(),
        new Totals(
            side.getRequestCount(),
            side.getInputTokens(),
            side.getOutputTokens(),
            side.getCostNanos()),
        Totals::plus);
  }
}
