package io.keyfuse.app.demo;

import java.util.List;

/**
 * How a key is used on a normal day.
 *
 * @param callsPerDay mean calls of a day, the nightly batch left out
 * @param nightlyFactor how many times the mean rate the nightly hour runs at; 0 for no batch
 * @param models which models, with weights
 */
record Habit(int callsPerDay, int nightlyFactor, List<ModelHabit> models) {
  Habit {
    models = List.copyOf(models);
  }

  int totalWeight() {
    return models.stream().mapToInt(ModelHabit::weight).sum();
  }
}
