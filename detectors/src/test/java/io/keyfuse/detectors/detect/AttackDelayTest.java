package io.keyfuse.detectors.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.Arrival;
import io.keyfuse.detectors.scenario.Attacks;
import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.KeyProfile;
import io.keyfuse.detectors.scenario.Replay;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each attack at its time on a key with its own past; expected between two bounds. */
class AttackDelayTest {
  private static final int DAYS = 14;
  private static final double KILL = 0.9;
  private static final long ATTACK_MS =
      BenignTraffic.START.plus(Duration.ofDays(DAYS).plusHours(3)).toEpochMilli();

  @ParameterizedTest(name = "${0}/h, seed {1}")
  @CsvSource({"1900,1", "1900,2", "4200,3", "4200,4"})
  void shouldCatchFloodInTelemetryWithinAMinute(double usdPerHour, long seed) {
    List<Arrival> attack = Attacks.floodInTelemetry("victim", ATTACK_MS, usdPerHour, 10, seed);

    Replay.Said first = firstKill(benign(seed), attack);

    assertThat(first.evidence().getSignal()).isEqualTo(Signal.SPEND_BURST);
    assertThat(first.atMs() - ATTACK_MS).isBetween(1_000L, 60_000L);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldTellOfAFloodOnAKeyWithANightlyBatchWithinMinutes(long seed) {
    List<Arrival> past = past(KeyProfile.batchService("victim"), seed);
    List<Arrival> attack = Attacks.floodInTelemetry("victim", ATTACK_MS, 1_900, 30, seed);

    Replay replay = Replay.of(new BenignTraffic(0).with(past).with(attack).arrivals());

    assertThat(replay.thefts(0.5).get(0).atMs() - ATTACK_MS).isBetween(10_000L, 600_000L);
  }

  @ParameterizedTest(name = "${0}/h, seed {1}")
  @CsvSource({"1900,1", "1900,2", "4200,3", "4200,4"})
  void shouldCatchFloodSeenOnlyByTheProviderWithTheFirstRows(double usdPerHour, long seed) {
    List<Arrival> attack = Attacks.floodInProviderUsage("victim", ATTACK_MS, usdPerHour, 30, seed);

    Replay.Said first = firstKill(benign(seed), attack);

    assertThat(arrivedBy(attack, first.atMs())).isBetween(1L, 3L);
    assertThat(first.atMs() - ATTACK_MS).isLessThanOrEqualTo(Duration.ofMinutes(7).toMillis());
  }

  @ParameterizedTest(name = "${0}/h")
  @CsvSource({"1700,300000", "7500,60000", "20300,20000"})
  void shouldCatchADrainedKeyWithoutPastAtItsAllowance(double usdPerHour, long mostMs) {
    List<Arrival> attack = Attacks.drain("victim", ATTACK_MS, usdPerHour, 600);

    Replay.Said first = firstKill(List.of(), attack);

    assertThat(first.evidence().getSignal()).isEqualTo(Signal.COLD_START_BURST);
    assertThat(first.atMs() - attack.get(0).atMs()).isBetween(0L, mostMs);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldCatchLongContextCallsOnASmallKeyWithinSixCalls(long seed) {
    List<Arrival> past = past(KeyProfile.smallDeveloperKey("victim"), seed);
    List<Arrival> attack = Attacks.longContext("victim", ATTACK_MS, 50, seed);

    Replay.Said first = firstKill(past, attack);

    assertThat(arrivedBy(attack, first.atMs())).isBetween(3L, 6L);
  }

  @Test
  void shouldNotTakeASingleGiantCallForATheft() {
    List<Arrival> past = past(KeyProfile.smallDeveloperKey("victim"), 9);
    List<Arrival> one = Attacks.longContext("victim", ATTACK_MS, 1, 9);

    Replay replay = Replay.of(new BenignTraffic(0).with(past).with(one).arrivals());

    assertThat(replay.thefts(0.5)).isEmpty();
  }

  @Test
  void shouldRepeatEvidenceOnlyWhenItGrows() {
    List<Arrival> attack = Attacks.floodInTelemetry("victim", ATTACK_MS, 3_000, 120, 1);

    List<Replay.Said> thefts =
        Replay.of(new BenignTraffic(1).with(benign(1)).with(attack).arrivals()).thefts(0);

    assertThat(thefts).hasSizeBetween(5, 60);
    assertThat(thefts.stream().map(each -> each.evidence().getEpisodeStartedAt()).distinct())
        .as("one episode")
        .hasSize(1);
    assertThat(thefts.stream().map(each -> each.evidence().getEvidenceId()).distinct())
        .hasSameSizeAs(thefts);
    Evidence last = thefts.get(thefts.size() - 1).evidence();
    assertThat(last.getSummary()).startsWith("spent $").contains("x its usual");
  }

  private static List<Arrival> benign(long seed) {
    return past(KeyProfile.smallService("victim"), seed);
  }

  private static List<Arrival> past(KeyProfile profile, long seed) {
    return new BenignTraffic(seed).add(profile, DAYS + 1).arrivals();
  }

  private static Replay.Said firstKill(List<Arrival> past, List<Arrival> attack) {
    Replay replay = Replay.of(new BenignTraffic(0).with(past).with(attack).arrivals());
    List<Replay.Said> kills = replay.thefts(KILL);
    assertThat(kills).as("evidence at probability " + KILL).isNotEmpty();
    Replay.Said first = kills.get(0);
    System.out.printf(
        "%d ms after the start, p %.4f: %s%n",
        first.atMs() - ATTACK_MS, first.evidence().getProbability(), first.evidence().getSummary());
    return first;
  }

  private static long arrivedBy(List<Arrival> attack, long atMs) {
    return attack.stream().filter(each -> each.atMs() <= atMs).count();
  }
}
