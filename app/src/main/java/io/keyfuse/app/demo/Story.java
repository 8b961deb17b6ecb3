package io.keyfuse.app.demo;

import io.keyfuse.app.demo.DemoKey.Role;
import java.util.List;

/**
 * Everything of the demo that follows from the scenario's seed and base time. Immutable.
 *
 * @param fleet the company's keys
 * @param calls when they call
 * @param events how calls are reported
 * @param day the normal day
 * @param attacks the thefts, in the order they are played
 */
record Story(
    Fleet fleet, CallModel calls, UsageEvents events, NormalDay day, List<AttackPlan> attacks) {
  static Story of(Scenario scenario) {
    long seed = scenario.seed();
    Fleet fleet = Fleet.of(seed, scenario.keyring());
    CallModel calls = new CallModel(seed, scenario.base());
    UsageEvents events = new UsageEvents(seed);
    NormalDay day = new NormalDay(fleet, calls, events, scenario.base());
    List<AttackPlan> attacks = List.of(new ProbeThenBurst(seed), new ResaleFlood(seed));
    return new Story(fleet, calls, events, day, attacks);
  }

  DemoKey victim(Role role) {
    return fleet.victim(role);
  }
}
