package io.keyfuse.app.demo;

import io.keyfuse.app.demo.Style.Tone;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Act 1: the last twenty-four hours go by, hour by hour, through the HTTP intake. */
final class DayAct {
  private static final int BAR = 30;
  private static final Duration TO_BE_COUNTED = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final DemoParts parts;
  private final Screen screen;
  private final Duration hourTime;
  private final List<DayHour> hours;

  DayAct(DemoParts parts, Duration dayTime) {
    this.parts = parts;
    this.screen = parts.screen();
    this.hourTime = dayTime.dividedBy(NormalDay.HOURS);
    this.hours = parts.story().day().hours();
  }

  /** Sends the hours that are not sent yet; the one that was on at a crash is sent again. */
  void play() throws IOException, InterruptedException {
    int from = parts.chronicle().scenario().hour();
    screen.heading("Act 1 · a normal day");
    screen.fact("sent", "24 h of calls and provider usage by minute, backdated, as POST /v1/usage");
    if (from > 0) {
      screen.fact("resumed", "the hour that was on is sent again; its events are duplicates");
    }
    screen.gap();
    screen.text(Tone.DIM, row("hour", "calls", "tokens", "spend"));
    long most = hours.stream().mapToLong(DayHour::costNanos).max().orElse(0);
    for (DayHour hour : hours.subList(from, hours.size())) {
      Instant next = parts.clock().instant().plus(hourTime);
      parts.poster().post(hour.events());
      write(hour, most);
      parts.chronicle().update(scenario -> scenario.atHour(hour.index() + 1));
      pauseUntil(next);
    }
    DayCheck check = counted(TO_BE_COUNTED);
    screen.gap();
    screen.fact("the day", Figures.count(check.calls()) + " calls, " + check.sentenceSoFar());
  }

  /** Gives Keyfuse time to count, then puts both sums side by side. */
  DayCheck counted(Duration most) throws InterruptedException {
    DayAudit audit = new DayAudit();
    hours.forEach(audit::add);
    Instant until = parts.clock().instant().plus(most);
    DayCheck check = audit.compare(parts.told().tally());
    while (!check.isEqual() && parts.clock().instant().isBefore(until)) {
      parts.terminal().pacer().pause(LOOK);
      check = audit.compare(parts.told().tally());
    }
    return check;
  }

  private void pauseUntil(Instant next) throws InterruptedException {
    Duration left = Duration.between(parts.clock().instant(), next);
    if (!left.isNegative()) {
      parts.terminal().pacer().pause(left);
    }
  }

  private void write(DayHour hour, long most) {
    String figures =
        row(
            (hour.index() - NormalDay.HOURS) + " h",
            Figures.count(hour.calls().size()),
            Figures.tokens(hour.tokens()),
            Figures.usd(hour.costNanos()));
    screen.text(Tone.PLAIN, figures + "  " + Figures.bar(hour.costNanos(), most, BAR));
  }

  private static String row(String hour, String calls, String tokens, String spend) {
    return String.format(Locale.ROOT, "%7s %8s %9s %11s", hour, calls, tokens, spend);
  }
}
