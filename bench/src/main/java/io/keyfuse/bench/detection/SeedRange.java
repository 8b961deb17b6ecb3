package io.keyfuse.bench.detection;

import java.util.stream.LongStream;

/** Seeds from the first to the last, both included. Immutable. */
record SeedRange(long first, long last) {
  SeedRange {
    if (last < first) {
      throw new IllegalArgumentException(
          "seeds: " + first + ".." + last + " is empty; write the smaller first");
    }
  }

  /**
   * @param text such as {@code 1..5}, or one number
   */
  static SeedRange parse(String text) {
    int dots = text.indexOf("..");
    try {
      return dots < 0
          ? new SeedRange(Long.parseLong(text), Long.parseLong(text))
          : new SeedRange(
              Long.parseLong(text.substring(0, dots)), Long.parseLong(text.substring(dots + 2)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "seeds: " + text + " is no range; write for example 1..5", e);
    }
  }

  LongStream stream() {
    return LongStream.rangeClosed(first, last);
  }
}
