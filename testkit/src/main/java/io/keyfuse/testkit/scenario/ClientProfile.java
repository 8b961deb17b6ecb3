package io.keyfuse.testkit.scenario;

import java.util.List;

/**
 * How one client uses its key on ordinary days. Immutable.
 *
 * @param volume how many rows and requests, and how unsteadily
 * @param models the first is the usual one
 * @param regions the first is the usual one
 * @param errorRate share of rows that fail
 */
record ClientProfile(
    Rhythm rhythm,
    Volume volume,
    RequestLengths lengths,
    List<ModelPrice> models,
    List<String> regions,
    List<Caller> callers,
    double errorRate) {

  /**
   * Rows stand for {@code requestsPerRow} requests each, as roll-ups do.
   *
   * @param branching mean number of calls that one call brings about; below 1
   * @param dayNoise sigma of a whole day's level
   * @param hourNoise sigma of an hour's level
   * @param growthPerDay factor from one day to the next
   * @param quietDays share of days without any call
   * @param wander sigma of the step that the level takes from one day to the next
   */
  record Volume(
      double rowsPerDay,
      double requestsPerRow,
      double branching,
      double dayNoise,
      double hourNoise,
      double growthPerDay,
      double quietDays,
      double wander) {
    Volume times(double factor) {
      double rows = Math.min(rowsPerDay, rowsPerDay * requestsPerRow * factor);
      double requests = Math.max(1, rowsPerDay * requestsPerRow * factor / rows);
      return new Volume(
          rows, requests, branching, dayNoise, hourNoise, growthPerDay, quietDays, wander);
    }

    Volume grownBy(double perDay) {
      return new Volume(
          rowsPerDay, requestsPerRow, branching, dayNoise, hourNoise, perDay, quietDays, wander);
    }
  }

  /** Of a request, over models that are drawn as {@link Draw#pickSkewed} does. */
  static double meanNanos(RequestLengths lengths, List<ModelPrice> models) {
    double mean = 0;
    double below = 0;
    for (int i = 0; i < models.size(); i++) {
      double upTo = StrictMath.sqrt((i + 1.0) / models.size());
      mean += (upTo - below) * lengths.meanNanos(models.get(i));
      below = upTo;
    }
    return mean;
  }

  double nanosPerDay() {
    return volume.rowsPerDay * volume.requestsPerRow * meanNanos(lengths, models);
  }

  ClientProfile with(Volume other) {
    return new ClientProfile(rhythm, other, lengths, models, regions, callers, errorRate);
  }

  ClientProfile with(RequestLengths other) {
    return new ClientProfile(rhythm, volume, other, models, regions, callers, errorRate);
  }

  ClientProfile with(Rhythm other) {
    return new ClientProfile(other, volume, lengths, models, regions, callers, errorRate);
  }

  ClientProfile withModels(List<ModelPrice> others) {
    return new ClientProfile(rhythm, volume, lengths, others, regions, callers, errorRate);
  }

  ClientProfile withCallers(List<Caller> others) {
    return new ClientProfile(rhythm, volume, lengths, models, regions, others, errorRate);
  }
}
