package io.keyfuse.app.scenario;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Recorded usage as it might have arrived just as well: telemetry up to two minutes late, provider
 * usage two to six minutes after its minute. The same seed gives the same order. Used by one
 * thread.
 */
final class LateArrivals {
  /** No row arrives further than this from when it did. */
  static final Duration MOST = Duration.ofMinutes(4);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Duration SOONEST_REPORT = Duration.ofMinutes(1 + 2);
  private static final Duration LATEST_REPORT = Duration.ofMinutes(1 + 6);

  private final Random random;

  LateArrivals(long seed) {
    random = new Random(seed);
  }

  private record Row(int place, Instant arrivedAt, String line) {}

  /**
   * Writes the rows of one file to another in their new order.
   *
   * @return how many rows come right after one that they came before
   */
  int write(Path from, Path to) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(from)) {
      ObjectNode row = (ObjectNode) JSON.readTree(line);
      Instant arrivedAt = arrival(row);
      rows.add(
          new Row(rows.size(), arrivedAt, row.put("arrived_at", arrivedAt.toString()).toString()));
    }
    rows.sort(comparing(Row::arrivedAt));
    Files.write(to, rows.stream().map(Row::line).toList());
    int swapped = 0;
    for (int i = 1; i < rows.size(); i++) {
      swapped += rows.get(i).place() < rows.get(i - 1).place() ? 1 : 0;
    }
    return swapped;
  }

  private Instant arrival(ObjectNode row) {
    Instant occurredAt = Instant.parse(row.path("occurred_at").asText());
    Instant arrivedAt = Instant.parse(row.path("arrived_at").asText());
    if (row.path("source").asText().equals("telemetry")) {
      return between(arrivedAt, occurredAt.plus(GRACE));
    }
    Instant latest = occurredAt.plus(LATEST_REPORT);
    boolean stalled = arrivedAt.isAfter(latest);
    return stalled ? arrivedAt : between(occurredAt.plus(SOONEST_REPORT), latest);
  }

  private Instant between(Instant soonest, Instant latest) {
    long millis = Duration.between(soonest, latest).toMillis();
    return millis <= 0 ? soonest : soonest.plusMillis(random.nextLong(millis + 1));
  }
}
