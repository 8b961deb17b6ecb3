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
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** However much is written to the topics, and by whomever, the model stays within its bounds. */
class BoundsTest {
  private static final int ALL = 1_000_000;

  private final ConsoleConfig small =
      new ConsoleConfig(null, 1, 10, 100, Duration.ofDays(7), Duration.ofSeconds(15));
  private final ReadModel model = new ReadModel(small, InstantSource.fixed(NOW));

  @Test
  void shouldKeepNoMoreThanTheSettingsSay() {
    // When two thousand of everything arrive
    for (int i = 0; i < 2_000; i++) {
      model.apply(alert("i" + i, 0, IncidentState.OPEN).build());
      model.apply(command("i" + i, 0));
      model.apply(outcome("o" + i, 0, OutcomeStatus.APPLIED, i));
      model.apply(decision("i" + i, 0, DecisionReason.COMMANDED));
      model.applyKey("openai:proj_main:k" + i, status("k" + i, KeyState.REVOKED));
    }

    // Then the bounds hold
    assertThat(model.incidents(ALL)).hasSize(10);
    assertThat(model.commands(ALL)).hasSize(20);
    assertThat(model.decisions(ALL)).hasSize(40);
    assertThat(model.keys(ALL)).hasSize(100);
  }

  @Test
  void shouldLetClosedIncidentsAndActiveKeysGoFirst() {
    model.apply(alert("burning", 0, IncidentState.OPEN).build());
    model.applyKey("", status("blocked", KeyState.REVOKED));
    for (int i = 0; i < 500; i++) {
      model.apply(alert("closed" + i, 0, IncidentState.CLOSED).build());
      model.applyKey("", status("k" + i, KeyState.ACTIVE));
    }

    assertThat(model.incidents(1).get(0).incidentId()).isEqualTo("burning");
    assertThat(model.keys(1).get(0).credentialId()).isEqualTo("openai:proj_main:blocked");
  }

  @Test
  void shouldKeepTheNewestTransitionsAndOutcomesOfOneIncident() {
    for (int i = 0; i < 1_000; i++) {
      model.apply(alert("a", i, IncidentState.ESCALATED).build());
      model.apply(outcome("a", 0, OutcomeStatus.RETRYING, i));
      model.apply(
          Decision.newBuilder(decision("a", i, DecisionReason.RUNG_NOT_DUE))
              .setAt(NOW.plusSeconds(i))
              .build());
    }

    IncidentDetail detail = Objects.requireNonNull(model.incident("a"));
    assertThat(detail.timeline()).hasSizeLessThanOrEqualTo(Timeline.MAX);
    assertThat(detail.commands().get(0).outcomes()).hasSize(CommandEntry.MAX_OUTCOMES);
    assertThat(detail.timeline().get(detail.timeline().size() - 1).at())
        .isEqualTo(NOW.plusSeconds(999));
  }

  @Test
  void shouldCutTextThatIsLongerThanAnyoneReads() {
    // Given a megabyte in every text of an alert, with fifty facts
    String huge = "x".repeat(1 << 20);
    Evidence evidence =
        Evidence.newBuilder(
                Records.evidence(
                    Records.key(huge), Collections.nCopies(50, new Fact(huge, huge, 1.0))))
            .setSummary(huge)
            .build();
    model.apply(
        alert("a", 0, IncidentState.OPEN)
            .setCredential(Records.key(huge))
            .setTenant(huge)
            .setSummary(huge)
            .setEvidence(Collections.nCopies(30, evidence))
            .build());

    // Then what is kept of it is small
    IncidentDetail detail = Objects.requireNonNull(model.incident("a"));
    assertThat(detail.evidence()).hasSize(8);
    assertThat(detail.evidence().get(0).facts()).hasSize(16);
    assertThat(detail.toString().length()).isLessThan(60_000);
    assertThat(detail.incident().credentialId()).hasSize(Clip.ID);
  }

  @Test
  void shouldNotCutACharacterInTwo() {
    String astral = "x".repeat(Clip.ID - 2) + "😀😀";

    assertThat(Clip.id(astral).codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    assertThat(Clip.id("short")).isEqualTo("short");
    assertThat(List.of(Clip.id("x".repeat(Clip.ID)).length(), Clip.id(astral).length()))
        .allMatch(length -> length <= Clip.ID);
  }
}
