package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.demo.DemoKey.Role;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NormalDayTest {
  private static final Story STORY = Stories.story();
  private static List<DayHour> hours = List.of();

  @BeforeAll
  static void playTheDay() {
    hours = STORY.day().hours();
  }

  @Test
  void shouldGiveTheSameEventsForTheSameSeed() {
    Story again = Stories.story();

    assertThat(again.day().hour(7).events()).isEqualTo(hours.get(7).events());
    assertThat(events()).extracting(UsageEvent::getEventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldCoverTheTwentyFourHoursBeforeTheBaseTime() {
    assertThat(hours).hasSize(24);
    assertThat(events())
        .allSatisfy(
            event -> {
              assertThat(event.getOccurredAt()).isBetween(STORY.day().start(), Stories.BASE);
              assertThat(event.getObservedAt()).isAfter(event.getOccurredAt());
            });
    assertThat(events().size()).isBetween(15_000, 40_000);
  }

  @Test
  void shouldReportEverySuccessfulCallOnBothSides() {
    Map<String, Long> telemetry = tokens(event -> event.getSource() == UsageSource.TELEMETRY);
    Map<String, Long> provider = tokens(event -> event.getSource() == UsageSource.PROVIDER_USAGE);

    assertThat(provider).isEqualTo(telemetry).hasSizeGreaterThan(60);
  }

  @Test
  void shouldBeQuietAtNightAndBusyByDay() {
    long night = hours.get(12).calls().size();
    long day = hours.get(23).calls().size();

    // The base time is 15:00 of the company's day, so hour 12 of 24 is 03:00.
    assertThat(day).isGreaterThan(4 * night);
  }

  @Test
  void shouldRunTheNightlyBatchInItsHour() {
    Predicate<Call> nightly = call -> call.key().habit().nightlyFactor() > 0;

    long atNight = hours.get(11).calls().stream().filter(nightly).count();
    long before = hours.get(9).calls().stream().filter(nightly).count();

    assertThat(atNight).isGreaterThan(10 * Math.max(1, before));
  }

  @Test
  void shouldSpendTwoToThreeDollarsOnTheKeyOfScenarioA4() {
    List<Call> calls = callsOf(Role.VICTIM_A4);

    assertThat(calls.stream().mapToLong(Call::costNanos).sum())
        .isBetween(2 * NanoUsd.PER_USD, 3 * NanoUsd.PER_USD);
    assertThat(calls)
        .filteredOn(call -> call.model().equals("claude-opus-4-8"))
        .singleElement()
        .satisfies(
            probe -> {
              assertThat(probe.tokens().total()).isLessThan(50);
              assertThat(probe.at()).isBefore(STORY.day().start().plusSeconds(3_600));
            });
  }

  @Test
  void shouldFailFewCallsAndChargeNothingForThem() {
    List<UsageEvent> failed =
        events().stream().filter(event -> event.getStatus() == UsageStatus.ERROR).toList();

    assertThat(failed.size()).isBetween(1, (int) (events().size() * 0.02));
    assertThat(failed)
        .allSatisfy(event -> assertThat(event.getTokens().getInput()).isZero())
        .allSatisfy(event -> assertThat(event.getErrorCode()).isIn("429", "500"));
  }

  @Test
  void shouldStateTheCostOnlyWhereTheProxyDoes() {
    assertThat(events())
        .allSatisfy(
            event -> {
              boolean proxy = event.getCredential().getProvider().equals("litellm");
              assertThat(event.getCost() != null).isEqualTo(proxy);
            });
    assertThat(events())
        .filteredOn(event -> event.getCost() != null)
        .allSatisfy(event -> assertThat(event.getCost().getBasis()).isEqualTo(CostBasis.REPORTED));
  }

  @Test
  void shouldSendWhatIsKnownInOrder() {
    for (DayHour hour : hours) {
      List<Instant> known =
          hour.events().stream()
              .map(
                  event ->
                      event.getBucket() == null
                          ? event.getOccurredAt()
                          : event.getOccurredAt().plusSeconds(60))
              .toList();
      assertThat(known).isSorted();
    }
  }

  private static List<UsageEvent> events() {
    return hours.stream().flatMap(hour -> hour.events().stream()).toList();
  }

  private static List<Call> callsOf(Role role) {
    return hours.stream()
        .flatMap(hour -> hour.calls().stream())
        .filter(call -> call.key().role() == role)
        .toList();
  }

  private static Map<String, Long> tokens(Predicate<UsageEvent> side) {
    Map<String, Long> sums = new HashMap<>();
    events().stream()
        .filter(side)
        .filter(event -> event.getStatus() == UsageStatus.OK)
        .forEach(
            event ->
                sums.merge(
                    event.getCredential().getKeyId() + '/' + event.getModel(),
                    event.getTokens().getInput() + event.getTokens().getOutput(),
                    Long::sum));
    return sums;
  }
}
