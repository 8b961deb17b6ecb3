package io.keyfuse.alerting.incident;

import static io.keyfuse.alerting.incident.Proofs.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.policy.RungConfig;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Cause;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.keyfuse.schemas.v1.PolicyMode;
import io.keyfuse.schemas.v1.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold whatever comes in whatever order, twice, late, or across restarts. */
final class DeskGuaranteeTest {
  private static final int SEEDS = 1_000;
  private static final Signal[] SIGNALS = Signal.values();
  private static final OutcomeStatus[] STATUSES = OutcomeStatus.values();
  private static final OutcomeReason[] REASONS = OutcomeReason.values();
  private static final RungConfig[] LADDER = {
    new RungConfig(CommandAction.CAP, Duration.ZERO, 0.5, Map.of("limit_usd", "1")),
    new RungConfig(CommandAction.SUSPEND, Duration.ofSeconds(20), 0.7, Map.of()),
    new RungConfig(CommandAction.REVOKE, Duration.ZERO, 0.8, Map.of())
  };

  @Test
  void shouldHoldInEveryInterleaving() {
    int commands = 0;
    int climbs = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      DeskBench bench = play(seed);
      check(seed, bench);
      commands += bench.commands().size();
      climbs += (int) bench.commands().stream().filter(c -> c.getRung() > 0).count();
    }
    // The interleavings must be such that the guarantees are at stake.
    assertThat(commands).isGreaterThan(SEEDS);
    assertThat(climbs).isGreaterThan(SEEDS / 4);
  }

  @Test
  void shouldSayTheSameTwice() {
    for (long seed = 0; seed < 50; seed++) {
      DeskBench first = play(seed);
      DeskBench second = play(seed);

      assertThat(second.commands()).as("seed %d", seed).isEqualTo(first.commands());
      assertThat(second.alerts()).as("seed %d", seed).isEqualTo(first.alerts());
      assertThat(second.state()).as("seed %d", seed).isEqualTo(first.state());
    }
  }

  private static DeskBench play(long seed) {
    Random random = new Random(seed);
    DeskBench bench = new DeskBench(PolicyMode.ENFORCE, LADDER);
    Duration clock = Duration.ZERO;
    for (Evidence evidence : evidence(random)) {
      clock = clock.plusSeconds(random.nextInt(random.nextInt(10) == 0 ? 400 : 10));
      bench.at(clock);
      if (random.nextInt(10) == 0) {
        bench.restartWith(DeskBench.desk(DeskBench.policy(PolicyMode.ENFORCE, List.of(LADDER))));
      }
      bench.see(evidence);
      if (!bench.commands().isEmpty() && random.nextInt(3) == 0) {
        hear(bench, random);
      }
      if (random.nextInt(4) == 0) {
        bench.tick();
      }
    }
    return drain(bench);
  }

  /** Three episodes of two causes; shuffled within a few places, a third of them twice. */
  private static List<Evidence> evidence(Random random) {
    List<Evidence> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Instant episode = START.plusSeconds(i / 10 * 2_000L);
      Instant observed = episode.plusSeconds(i % 10 * 15L);
      Signal signal = SIGNALS[random.nextInt(SIGNALS.length)];
      boolean raised = random.nextInt(4) != 0;
      double probability = random.nextDouble();
      Evidence one =
          Proofs.theft(
              observed,
              e ->
                  e.setSignal(signal)
                      .setCause(random.nextBoolean() ? Cause.THEFT : Cause.CAP)
                      .setState(raised ? EvidenceState.RAISED : EvidenceState.CLEARED)
                      .setProbability(probability)
                      .setEpisodeStartedAt(episode));
      all.add(one);
      if (random.nextInt(3) == 0) {
        all.add(one);
      }
    }
    for (int from = 0; from < all.size(); from += 8) {
      Collections.shuffle(all.subList(from, Math.min(all.size(), from + 8)), random);
    }
    return all;
  }

  private static void hear(DeskBench bench, Random random) {
    List<KillSwitchCommand> commands = bench.commands();
    bench.hear(
        commands.get(random.nextInt(commands.size())),
        STATUSES[random.nextInt(STATUSES.length)],
        REASONS[random.nextInt(REASONS.length)]);
  }

  /** Lets time pass until nothing is due any more. */
  private static DeskBench drain(DeskBench bench) {
    for (int i = 0; i < 10_000 && !bench.nextTick().equals(Instant.MAX); i++) {
      Instant due = bench.nextTick();
      bench.at(
          Duration.between(START, due.isAfter(bench.now()) ? due : bench.now().plusSeconds(1)));
      bench.tick();
    }
    return bench;
  }

  private static void check(long seed, DeskBench bench) {
    assertThat(bench.commands())
        .as("one command per incident and rung, seed %d", seed)
        .extracting(c -> c.getIncidentId() + "/" + c.getRung())
        .doesNotHaveDuplicates();
    assertThat(bench.commands())
        .as("ids, seed %d", seed)
        .extracting(KillSwitchCommand::getCommandId)
        .doesNotHaveDuplicates();
    List<Long> epochs = bench.commands().stream().map(KillSwitchCommand::getEpoch).toList();
    assertThat(epochs).as("rising epochs, seed %d", seed).isSorted().doesNotHaveDuplicates();
    checkAlerts(seed, bench.alerts());
    assertThat(bench.decisions())
        .as("decisions, seed %d", seed)
        .extracting(Decision::getDecisionId)
        .doesNotHaveDuplicates();
    assertThat(bench.state().incidents())
        .as("all closed in the end, seed %d", seed)
        .noneMatch(Incident::isOpen);
  }

  /** Transitions are numbered without gaps, and no cause has two open incidents. */
  private static void checkAlerts(long seed, List<Alert> alerts) {
    Map<String, Integer> transitions = new HashMap<>();
    Map<Cause, String> open = new HashMap<>();
    for (Alert alert : alerts) {
      int last = transitions.merge(alert.getIncidentId(), 1, Integer::sum);
      assertThat(alert.getTransition()).as("transition, seed %d", seed).isEqualTo(last);
      if (alert.getState() == IncidentState.CLOSED) {
        open.remove(alert.getCause());
      } else {
        String before = open.put(alert.getCause(), alert.getIncidentId());
        assertThat(before == null || before.equals(alert.getIncidentId()))
            .as("one open incident per cause, seed %d", seed)
            .isTrue();
      }
    }
  }
}
