package io.keyfuse.app.demo;

import io.keyfuse.schemas.money.NanoUsd;
import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them. Stateless and thread-safe. */
final class Figures {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private Figures() {}

  /** Writes dollars and cents. */
  static String usd(long nanos) {
    return NanoUsd.display(nanos);
  }

  /** Writes a count with thousands separators. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Writes a count of tokens in three digits: 940, 12.4K, 3.1M. */
  static String tokens(long value) {
    if (value < 1_000) {
      return Long.toString(value);
    }
    boolean millions = value >= 999_950;
    double scaled = value / (millions ? 1e6 : 1e3);
    String digits = String.format(Locale.ROOT, scaled < 100 ? "%.1f" : "%.0f", scaled);
    return digits + (millions ? "M" : "K");
  }

  /** Writes milliseconds below ten seconds, seconds above. */
  static String time(Duration duration) {
    long millis = duration.toMillis();
    return millis < 10_000 ? count(millis) + " ms" : seconds(duration);
  }

  /** Writes seconds with one decimal. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%,.1f s", duration.toMillis() / 1e3);
  }

  /** Writes a share in percent, with as many digits as it needs to be told from zero. */
  static String percent(long part, long whole) {
    if (whole == 0) {
      return "-";
    }
    double percent = 100.0 * part / whole;
    return String.format(Locale.ROOT, percent < 1 && part > 0 ? "%.3f %%" : "%.1f %%", percent);
  }

  /** Draws a bar of at most {@code width} cells, in eighths of a cell. */
  static String bar(long value, long most, int width) {
    if (most <= 0 || value <= 0) {
      return "";
    }
    long eighths = Math.min(8L * width, Math.round(8.0 * width * value / most));
    String full = "█".repeat((int) (eighths / 8));
    int rest = (int) (eighths % 8);
    return rest == 0 ? full : full + EIGHTHS.charAt(rest);
  }
}
