package io.keyfuse.app.demo;

import io.keyfuse.app.demo.Style.Tone;
import io.keyfuse.ingest.file.SendTotals;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes how a run ended: both thefts side by side, then the sums, then the verdict. */
final class SummaryTable {
  private final Screen screen;

  SummaryTable(Screen screen) {
    this.screen = screen;
  }

  void write(RunResult result) {
    screen.heading("Summary");
    thefts(result.thefts());
    screen.gap();
    screen.fact("benign", result.others().size() + " of " + Fleet.BENIGN + " benign keys killed");
    screen.fact("the day", result.day().sentence());
    SendTotals posts = result.posts();
    screen.fact(
        "events",
        String.format(
            Locale.ROOT,
            "%s sent, %s accepted, %s rejected, %s dropped as duplicates",
            Figures.count(posts.sent()),
            Figures.count(posts.accepted()),
            Figures.count(posts.rejected()),
            Figures.count(result.duplicates())));
    screen.gap();
    verdict(result.problems());
  }

  private void thefts(List<TheftResult> thefts) {
    row(Tone.STRONG, "after the thief's first call", thefts, theft -> theft.plan().id());
    for (Milestone milestone : Milestone.values()) {
      if (milestone != Milestone.FIRST_CALL) {
        row(
            Tone.PLAIN,
            milestone.title(),
            thefts,
            theft -> theft.file().after(milestone).map(Figures::time).orElse("never"));
      }
    }
    row(Tone.PLAIN, "calls answered", thefts, theft -> Figures.count(theft.loot().calls()));
    row(Tone.PLAIN, "calls refused", thefts, theft -> Figures.count(theft.loot().refused()));
    row(Tone.STRONG, "dollars lost", thefts, theft -> Figures.usd(theft.loot().costNanos()));
    row(
        Tone.STRONG,
        "dollars if unstopped",
        thefts,
        theft -> Figures.usd(theft.plan().unstoppedNanos()));
    row(Tone.DIM, "counted as", thefts, theft -> theft.plan().unstoppedBasis());
    row(Tone.PLAIN, "share lost", thefts, SummaryTable::share);
    row(Tone.PLAIN, "kills at the provider", thefts, theft -> Figures.count(theft.kills()));
  }

  private static String share(TheftResult theft) {
    return Figures.percent(theft.loot().costNanos(), theft.plan().unstoppedNanos());
  }

  private void row(
      Tone tone, String name, List<TheftResult> thefts, Function<TheftResult, String> cell) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-30s", name));
    thefts.forEach(theft -> line.append(String.format(Locale.ROOT, "%20s", cell.apply(theft))));
    screen.text(tone, line.toString());
  }

  private void verdict(List<String> problems) {
    if (problems.isEmpty()) {
      screen.text(Tone.GOOD, "PASS  both stolen keys killed once, no other key, both proved quiet");
      return;
    }
    screen.text(Tone.ALARM, "FAIL");
    problems.forEach(problem -> screen.text(Tone.BAD, "- " + problem));
  }
}
