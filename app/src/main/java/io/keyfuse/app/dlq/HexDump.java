package io.keyfuse.app.dlq;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes with offsets and text beside them, 16 a line. Stateless and thread-safe. */
final class HexDump {
  private static final int WIDTH = 16;

  private HexDump() {}

  /**
   * Returns the lines of the first bytes and, when there are more, a line that says how many.
   *
   * @param most how many bytes are shown
   * @param length how many there are, of which {@code bytes} may be the beginning
   */
  static List<String> of(byte[] bytes, int most, int length) {
    List<String> lines = new ArrayList<>();
    int shown = Math.min(bytes.length, most);
    for (int at = 0; at < shown; at += WIDTH) {
      lines.add(line(bytes, at, Math.min(shown, at + WIDTH)));
    }
    if (shown < length) {
      lines.add(String.format(Locale.ROOT, "... %,d more bytes", length - shown));
    }
    return lines;
  }

  private static String line(byte[] bytes, int from, int to) {
    StringBuilder hex = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (int at = from; at < to; at++) {
      hex.append(String.format(Locale.ROOT, "%02x ", bytes[at]));
      text.append(bytes[at] >= ' ' && bytes[at] < 127 ? (char) bytes[at] : '.');
    }
    return String.format(Locale.ROOT, "%08x  %-48s |%s|", from, hex, text);
  }
}
