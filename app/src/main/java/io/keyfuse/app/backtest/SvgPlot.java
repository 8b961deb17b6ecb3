package io.keyfuse.app.backtest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;

/**
 * Draws amounts over time as one SVG without script or style sheet: a bar per hour, and a marked
 * line where something happened. Stateless and thread-safe.
 */
final class SvgPlot {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 320;
  private static final int LEFT = 80;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 40;
  private static final long HOUR_MS = 3_600_000;
  private static final int TICKS = 4;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SvgPlot() {}

  /**
   * What is drawn.
   *
   * @param title above the drawing
   * @param hours amount by hour, epoch milliseconds of its start
   * @param unit writes an amount
   * @param marks where something happened
   */
  record Data(String title, NavigableMap<Long, Long> hours, Unit unit, List<Mark> marks) {}

  /** Writes an amount. */
  interface Unit {
    /** Returns the amount as a person reads it. */
    String of(long amount);
  }

  /**
   * Something that happened.
   *
   * @param at when
   * @param label what
   */
  record Mark(Instant at, String label) {}

  /** Returns the drawing over a span of time, the same for all drawings of a report. */
  static String draw(Data data, Instant from, Instant to) {
    long start = from.toEpochMilli() - Math.floorMod(from.toEpochMilli(), HOUR_MS);
    long span = Math.max(HOUR_MS, to.toEpochMilli() - start);
    long most = Math.max(1, data.hours().values().stream().mapToLong(v -> v).max().orElse(1));
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        WIDTH,
        HEIGHT);
    add(svg, "<title>%s</title>", escaped(data.title()));
    add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    add(svg, "<text x=\"%d\" y=\"22\" font-size=\"14\">%s</text>", LEFT, escaped(data.title()));
    axes(svg, data, most, start, span);
    bars(svg, data, most, start, span);
    marks(svg, data, start, span);
    return svg.append("</svg>\n").toString();
  }

  private static void axes(StringBuilder svg, Data data, long most, long start, long span) {
    for (int i = 0; i <= TICKS; i++) {
      double y = HEIGHT - BOTTOM - i * (double) (HEIGHT - TOP - BOTTOM) / TICKS;
      add(
          svg,
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
          LEFT,
          WIDTH - RIGHT,
          y,
          y);
      add(
          svg,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555555\">%s</text>",
          LEFT - 6,
          y + 4,
          escaped(data.unit().of(most / TICKS * i)));
      long at = start + span / TICKS * i;
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555555\">%s</text>",
          x(at, start, span),
          HEIGHT - BOTTOM + 18,
          DAY.format(Instant.ofEpochMilli(at)));
    }
  }

  private static void bars(StringBuilder svg, Data data, long most, long start, long span) {
    double width = Math.max(0.5, (double) (WIDTH - LEFT - RIGHT) * HOUR_MS / span - 0.2);
    data.hours()
        .forEach(
            (hour, amount) -> {
              double height = (HEIGHT - TOP - BOTTOM) * (double) Math.max(0, amount) / most;
              add(
                  svg,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#3b6ea5\"/>",
                  x(hour, start, span),
                  HEIGHT - BOTTOM - height,
                  width,
                  height);
            });
  }

  private static void marks(StringBuilder svg, Data data, long start, long span) {
    for (Mark mark : data.marks()) {
      double x = x(mark.at().toEpochMilli(), start, span);
      add(
          svg,
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#c0392b\""
              + " stroke-width=\"1.5\"><title>%s</title></line>",
          x,
          x,
          TOP,
          HEIGHT - BOTTOM,
          escaped(mark.label()));
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#c0392b\">%s</text>",
          x,
          TOP - 4,
          escaped(mark.label()));
    }
  }

  private static double x(long at, long start, long span) {
    return LEFT + (double) (WIDTH - LEFT - RIGHT) * (at - start) / span;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
