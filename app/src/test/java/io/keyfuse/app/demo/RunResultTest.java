package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.demo.DemoKey.Role;
import io.keyfuse.ingest.file.SendTotals;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunResultTest {
  private static final DayCheck EQUAL = new DayCheck(10, 700, 700, 0, List.of());
  private static final SendTotals ALL = new SendTotals(10, 10, 0, 0, 1, 0);

  private final Story story = Stories.story();

  @Test
  void shouldPassWhenBothKeysWereKilledOnceAndNoneElse() {
    RunResult result = result(List.of(theft(0, 1), theft(1, 1)), List.of(), EQUAL, ALL);

    assertThat(result.problems()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(summary(result)).contains("PASS").contains("0 of 50 benign keys killed");
  }

  @Test
  void shouldFailWhenAKeyWasKilledTwiceOrNever() {
    RunResult result = result(List.of(theft(0, 2), theft(1, 0)), List.of(), EQUAL, ALL);

    assertThat(result.problems())
        .containsExactly(
            "A4: the key was acted on 2 times at its provider, not once",
            "A1: the key was acted on 0 times at its provider, not once");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(summary(result)).contains("FAIL").contains("acted on 2 times");
  }

  @Test
  void shouldFailWhenABenignKeyWasKilled() {
    DemoKey benign = story.fleet().keys().get(3);
    Effect effect =
        new Effect(benign.credential().getProvider(), benign.credential().getKeyId(), "x");
    DemoKey victim = story.victim(Role.VICTIM_A1);
    Effect right = new Effect("openai", victim.credential().getKeyId(), "POST scopes");

    List<String> others = RunResult.others(story.fleet(), List.of(effect, right));

    assertThat(others).hasSize(1);
    assertThat(result(List.of(), others, EQUAL, ALL).exitCode()).isEqualTo(1);
  }

  @Test
  void shouldFailWhenTheSumsDifferOrEventsWereRejected() {
    DayCheck twice = new DayCheck(10, 700, 1_400, 0, List.of("key minute"));
    SendTotals rejected = new SendTotals(10, 9, 0, 1, 1, 0);

    assertThat(result(List.of(), List.of(), twice, ALL).problems())
        .singleElement()
        .asString()
        .contains("NOT EQUAL");
    assertThat(result(List.of(), List.of(), EQUAL, rejected).problems()).hasSize(1);
  }

  @Test
  void shouldFailWhenTheThiefWasNeverRefused() {
    CaseFile file = new CaseFile();
    file.mark(Milestone.FIRST_CALL, Records.AT);
    TheftResult theft = new TheftResult(story.attacks().get(0), file, new Loot(1, 0, 1), 1);

    assertThat(theft.problems()).hasSize(5).anyMatch(text -> text.contains("first refusal"));
  }

  @Test
  void shouldShowLossBesideWhatItWouldHaveCost() {
    RunResult result = result(List.of(theft(0, 1), theft(1, 1)), List.of(), EQUAL, ALL);

    assertThat(summary(result))
        .contains("dollars lost")
        .contains("$5.63")
        .contains("$75,600.00")
        .contains("24 h at this rate")
        .contains("1,000 ms");
  }

  private TheftResult theft(int index, long kills) {
    CaseFile file = new CaseFile();
    for (Milestone milestone : Milestone.values()) {
      boolean first = milestone == Milestone.FIRST_CALL;
      file.mark(milestone, first ? Records.AT : Records.AT.plusSeconds(1));
    }
    return new TheftResult(story.attacks().get(index), file, new Loot(4, 4, 5_630_000_000L), kills);
  }

  private static RunResult result(
      List<TheftResult> thefts, List<String> others, DayCheck day, SendTotals posts) {
    return new RunResult(thefts, others, day, posts, 0, Set.of());
  }

  private static String summary(RunResult result) {
    Captured captured = new Captured();
    new SummaryTable(captured.screen(false, InstantSource.fixed(Records.AT))).write(result);
    return captured.text();
  }
}
