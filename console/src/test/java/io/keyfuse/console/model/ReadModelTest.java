package io.keyfuse.console.model;

import static io.keyfuse.console.fixture.Records.NOW;
import static io.keyfuse.console.fixture.Records.alert;
import static io.keyfuse.console.fixture.Records.command;
import static io.keyfuse.console.fixture.Records.decision;
import static io.keyfuse.console.fixture.Records.outcome;
import static io.keyfuse.console.fixture.Records.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.console.ConsoleConfig;
import io.keyfuse.console.fixture.Records;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadModelTest {
  private static final long SEED = 7_411L;

  private final ReadModel model = fresh();

  @Test
  void shouldShowTheNewestTransitionWithTheEvidenceThatLedToTheIncident() {
    // Given an incident that opened with evidence and was mitigated without repeating it
    model.apply(
        alert("a", 0, IncidentState.OPEN)
            .setEvidence(List.of(Records.evidence(Records.key("key_a"), List.of())))
            .build());
    model.apply(alert("a", 1, IncidentState.MITIGATED).setBurnNanosPerHour(5).build());

    // When it is read
    IncidentDetail detail = Objects.requireNonNull(model.incident("a"));

    // Then the state is the newest, the burn the highest, the evidence still there
    assertThat(detail.incident().state()).isEqualTo("MITIGATED");
    assertThat(detail.incident().burnUsdPerHour()).isEqualTo("1900.000000000");
    assertThat(detail.evidence()).hasSize(1);
    assertThat(detail.evidence().get(0).spendUsd()).isEqualTo("31.870000000");
  }

  @Test
  void shouldTellTheStoryInOrderOfCauseAndEffect() {
    // Given records that arrive in the wrong order, the outcome before its command
    model.apply(outcome("a", 0, OutcomeStatus.APPLIED, 2));
    model.apply(alert("a", 2, IncidentState.MITIGATED).build());
    model.apply(decision("a", 0, DecisionReason.COMMANDED));
    model.apply(command("a", 0));
    model.apply(alert("a", 3, IncidentState.VERIFIED).build());

    // Then what happened in the same second still reads as cause and effect
    assertThat(Objects.requireNonNull(model.incident("a")).timeline())
        .extracting(TimelineEntry::label)
        .containsExactly("COMMANDED", "REVOKE", "APPLIED", "MITIGATED", "VERIFIED");
    assertThat(model.incidents(10).get(0).lastOutcome()).isEqualTo("APPLIED");
  }

  @Test
  void shouldComeToTheSameViewsWhenEveryTopicIsReadTwice() {
    // Given a seeded run of records over several incidents, and the same run twice
    List<Runnable> once = run(model, new Random(SEED));
    ReadModel twice = fresh();
    List<Runnable> again = run(twice, new Random(SEED));
    once.forEach(Runnable::run);
    again.forEach(Runnable::run);
    again.forEach(Runnable::run);

    // Then both show the same
    assertThat(twice.incidents(1000)).as("seed %d", SEED).isEqualTo(model.incidents(1000));
    assertThat(twice.spend()).isEqualTo(model.spend());
    assertThat(twice.keys(1000)).isEqualTo(model.keys(1000));
    assertThat(twice.decisions(1000)).isEqualTo(model.decisions(1000));
    assertThat(twice.commands(1000)).containsExactlyInAnyOrderElementsOf(model.commands(1000));
  }

  @Test
  void shouldCountTheTopLine() {
    model.apply(alert("a", 0, IncidentState.OPEN).build());
    model.apply(alert("b", 0, IncidentState.ESCALATED).build());
    model.apply(alert("c", 0, IncidentState.OPEN).build());
    model.apply(alert("c", 1, IncidentState.MITIGATED).build());
    model.applyKey("openai:proj_main:k1", status("k1", KeyState.REVOKED));
    model.applyKey("openai:proj_main:k2", status("k2", KeyState.SUSPENDED));
    model.applyKey("openai:proj_main:k3", status("k3", KeyState.CAPPED));
    model.applyKey("openai:proj_main:k4", status("k4", KeyState.WATCHED));
    model.applyKey("openai:proj_main:k5", status("k5", KeyState.ACTIVE));
    model.caughtUp(true);

    Overview overview = model.overview();

    assertThat(overview.incidentsOpen()).isEqualTo(2);
    assertThat(overview.keysBlocked()).isEqualTo(2);
    assertThat(overview.keysCapped()).isEqualTo(1);
    assertThat(overview.keysWatched()).isEqualTo(1);
    assertThat(overview.stoppedBurnUsdPerHour()).isEqualTo("1900.000000000");
    assertThat(overview.caughtUp()).isTrue();
  }

  @Test
  void shouldForgetAKeyAtItsTombstone() {
    model.applyKey("openai:proj_main:k1", status("k1", KeyState.REVOKED));
    model.applyKey("openai:proj_main:k1", null);

    assertThat(model.keys(10)).isEmpty();
    assertThat(model.overview().keysBlocked()).isZero();
  }

  @Test
  void shouldListWhatIsOpenBeforeWhatIsClosed() {
    model.apply(alert("old-open", 0, IncidentState.OPEN).setOpenedAt(NOW.minusSeconds(90)).build());
    model.apply(alert("new-closed", 0, IncidentState.CLOSED).setOpenedAt(NOW).build());
    model.apply(alert("new-open", 0, IncidentState.OPEN).setOpenedAt(NOW).build());

    assertThat(model.incidents(10))
        .extracting(IncidentView::incidentId)
        .containsExactly("new-open", "old-open", "new-closed");
    assertThat(model.incidents(1)).hasSize(1);
  }

  @Test
  void shouldReturnNothingForAnUnknownIncident() {
    assertThat(model.incident("nobody")).isNull();
  }

  private static ReadModel fresh() {
    return new ReadModel(ConsoleConfig.defaults(), InstantSource.fixed(NOW));
  }

  /** Records of each topic in their own order, the topics interleaved by chance. */
  private static List<Runnable> run(ReadModel into, Random random) {
    List<List<Runnable>> topics = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      topics.add(new ArrayList<>());
    }
    for (int i = 0; i < 40; i++) {
      String id = "inc" + i;
      int minute = random.nextInt(59);
      long nanos = random.nextInt(1_000_000);
      topics.get(0).add(() -> into.apply(alert(id, 0, IncidentState.OPEN).build()));
      topics.get(0).add(() -> into.apply(alert(id, 1, IncidentState.MITIGATED).build()));
      topics.get(1).add(() -> into.apply(command(id, 0)));
      topics.get(2).add(() -> into.apply(outcome(id, 0, OutcomeStatus.ATTEMPTING, 1)));
      topics.get(2).add(() -> into.apply(outcome(id, 0, OutcomeStatus.APPLIED, 2)));
      topics.get(3).add(() -> into.apply(decision(id, 0, DecisionReason.COMMANDED)));
      topics.get(4).add(() -> into.apply(Records.minute("key_" + id, minute, 0, nanos)));
      topics.get(4).add(() -> into.apply(Records.minute("key_" + id, minute, 1, nanos / 2)));
      topics.get(4).add(() -> into.applyKey(id, status("key_" + id, KeyState.REVOKED)));
    }
    List<Runnable> all = new ArrayList<>();
    while (!topics.isEmpty()) {
      Collections.shuffle(topics, random);
      all.add(topics.get(0).remove(0));
      topics.removeIf(List::isEmpty);
    }
    return all;
  }
}
