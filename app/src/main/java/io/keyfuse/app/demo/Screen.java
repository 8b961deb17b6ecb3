package io.keyfuse.app.demo;

import io.keyfuse.app.demo.Style.Tone;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The terminal as a list of lines: no cursor movement, at most {@value #WIDTH} columns.
 * Thread-safe; a group of lines stays together.
 */
final class Screen {
  static final int WIDTH = 96;
  private static final int TEXT_FROM = 24;

  private final PrintStream out;
  private final Style style;
  private final InstantSource clock;
  private Instant zero;

  Screen(PrintStream out, Style style, InstantSource clock) {
    this.out = out;
    this.style = style;
    this.clock = clock;
    this.zero = clock.instant();
  }

  /** Opens an act; the lines' times count from here. */
  synchronized void heading(String title) {
    zero = clock.instant();
    String lead = "━━ " + title + " ";
    out.println();
    out.println(style.paint(Tone.STRONG, lead + "━".repeat(Math.max(0, WIDTH - lead.length()))));
  }

  /** Counts the lines' times from an earlier moment, when an act goes on after a restart. */
  synchronized void countFrom(Instant start) {
    zero = start;
  }

  /** Writes a line of the act's facts: a name and a text. */
  synchronized void fact(String name, String text) {
    String label = String.format(Locale.ROOT, "  %-10s", name);
    print(style.paint(Tone.DIM, label) + "  ", 14, text, Tone.PLAIN);
  }

  /** Writes plain text, indented. */
  synchronized void text(Tone tone, String text) {
    print("  ", 2, text, tone);
  }

  /** Writes what happens now: the time since the act began, who, and what. */
  synchronized void event(String who, Tone tone, String text) {
    double seconds = Duration.between(zero, clock.instant()).toMillis() / 1e3;
    String time = String.format(Locale.ROOT, "  +%5.1f s  ", seconds);
    String label = String.format(Locale.ROOT, "%-10s  ", who);
    print(style.paint(Tone.DIM, time) + style.paint(tone, label), TEXT_FROM, text, Tone.PLAIN);
  }

  /** Writes a further line of the event above. */
  synchronized void more(Tone tone, String text) {
    print(" ".repeat(TEXT_FROM), TEXT_FROM, text, tone);
  }

  /** Writes an empty line. */
  synchronized void gap() {
    out.println();
  }

  /** Runs several lines as one group. */
  synchronized void together(Runnable lines) {
    lines.run();
    out.flush();
  }

  private void print(String lead, int indent, String text, Tone tone) {
    String before = lead;
    for (String line : wrap(text, WIDTH - indent)) {
      out.println(before + style.paint(tone, line));
      before = " ".repeat(indent);
    }
    out.flush();
  }

  /** Breaks text between words; a word longer than a line is cut. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text.replaceAll("\\p{Cntrl}", " ").stripTrailing();
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int cut = space <= 0 ? width : space;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
