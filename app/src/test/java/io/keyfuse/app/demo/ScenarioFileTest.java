package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.app.demo.DemoKey.Role;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void shouldReadBackWhatItWrote() {
    Scenario scenario =
        Stories.scenario()
            .atHour(17)
            .at(Phase.A1)
            .withMarks(Role.VICTIM_A4, Map.of(Milestone.FIRST_CALL, Stories.BASE));

    new ScenarioFile(folder).save(scenario);

    assertThat(new ScenarioFile(folder).load()).contains(scenario);
    assertThat(folder).isDirectoryNotContaining("glob:**.next");
  }

  @Test
  void shouldRestoreMilestonesOfTheRightKey() {
    CaseFile a4 = new CaseFile();
    CaseFile a1 = new CaseFile();
    Scenario scenario =
        Stories.scenario().withMarks(Role.VICTIM_A4, Map.of(Milestone.COMMAND, Stories.BASE));

    scenario.restore(Role.VICTIM_A4, a4);
    scenario.restore(Role.VICTIM_A1, a1);

    assertThat(a4.at(Milestone.COMMAND)).contains(Stories.BASE);
    assertThat(a1.marks()).isEmpty();
  }

  @Test
  void shouldHaveNothingBeforeTheFirstSave() {
    assertThat(new ScenarioFile(folder).load()).isEmpty();
  }

  @Test
  void shouldSayWhatToDoAboutAFileThatCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("scenario.json"), "{\"seed\":");

    assertThatThrownBy(() -> new ScenarioFile(folder).load())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("delete its folder");
  }

  @Test
  void shouldWriteOnlyWhatIsNew() throws IOException {
    ScenarioFile file = new ScenarioFile(folder);
    Chronicle chronicle = new Chronicle(file, Stories.scenario());
    Files.delete(folder.resolve("scenario.json"));

    chronicle.update(scenario -> scenario.atHour(0));
    assertThat(file.load()).isEmpty();
    chronicle.update(scenario -> scenario.atHour(1));

    assertThat(file.load()).contains(Stories.scenario().atHour(1));
  }
}
