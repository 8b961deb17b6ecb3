package io.keyfuse.detectors.detect;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Fact;
import java.util.Locale;

/** Words and facts about spend. Stateless and thread-safe. */
final class SpendText {
  private static final double MOST_MULTIPLE = 9_999;

  private SpendText() {}

  /** Returns for example {@code spent $4.10 in 1 min, 210x its usual $0.02}. */
  static String againstUsual(long spendNanos, long usualNanos, String window) {
    String spent = "spent " + NanoUsd.display(spendNanos) + " in " + window;
    if (usualNanos <= 0) {
      return spent + ", where it usually spends nothing";
    }
    return spent
        + ", "
        + multiple(spendNanos, usualNanos)
        + "x its usual "
        + NanoUsd.display(usualNanos);
  }

  /** Returns the ratio for people: 2.3, 210, or more than 9999. */
  static String multiple(long spendNanos, long usualNanos) {
    double ratio = spendNanos / (double) usualNanos;
    if (ratio > MOST_MULTIPLE) {
      return ">9999";
    }
    return String.format(Locale.ROOT, ratio < 10 ? "%.1f" : "%.0f", ratio);
  }

  /** Returns a fact in dollars. */
  static Fact usd(String name, long nanos, double weight) {
    return new Fact(name, NanoUsd.toUsd(nanos), weight);
  }

  /** Returns a fact that is a plain number of any size. */
  static Fact number(String name, double value, double weight) {
    return new Fact(name, String.format(Locale.ROOT, "%.2f", value), weight);
  }

  /** Returns dollars as nano-US-dollars for display. */
  static long nanos(double usd) {
    return Math.round(usd * NanoUsd.PER_USD);
  }
}
