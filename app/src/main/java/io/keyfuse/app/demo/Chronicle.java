package io.keyfuse.app.demo;

import java.util.function.UnaryOperator;

/** The scenario as it stands, on disk after each change. Thread-safe. */
final class Chronicle {
  private final ScenarioFile file;
  private Scenario scenario;

  Chronicle(ScenarioFile file, Scenario scenario) {
    this.file = file;
    this.scenario = scenario;
    file.save(scenario);
  }

  synchronized Scenario scenario() {
    return scenario;
  }

  /** Changes the scenario; writes only what is new. */
  synchronized void update(UnaryOperator<Scenario> change) {
    Scenario next = change.apply(scenario);
    if (!next.equals(scenario)) {
      file.save(next);
      scenario = next;
    }
  }
}
