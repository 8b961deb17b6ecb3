package io.keyfuse.app.demo;

import java.time.InstantSource;

/**
 * What the acts of one run share.
 *
 * @param story what follows from the seed
 * @param chronicle how far the run has come
 * @param standIns the providers
 * @param poster the way into Keyfuse
 * @param told what Keyfuse says
 * @param screen the terminal's lines
 * @param terminal the terminal's time
 */
record DemoParts(
    Story story,
    Chronicle chronicle,
    StandIns standIns,
    UsagePoster poster,
    Told told,
    Screen screen,
    DemoTerminal terminal) {

  /**
   * What Keyfuse says on its topics.
   *
   * @param cases alerts, commands and outcomes by key
   * @param tally spend by key and minute
   */
  record Told(CaseBook cases, SpendTally tally) {}

  InstantSource clock() {
    return terminal.clock();
  }

  /** Writes the milestones of a theft to disk. */
  void remember(AttackPlan plan) {
    CaseFile file = caseOf(plan);
    chronicle.update(scenario -> scenario.withMarks(plan.victim(), file.marks()));
  }

  /** Returns the case file of the key that a plan steals. */
  CaseFile caseOf(AttackPlan plan) {
    return told.cases().of(story.victim(plan.victim()).id());
  }
}
