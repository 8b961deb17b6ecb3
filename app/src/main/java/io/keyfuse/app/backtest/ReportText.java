package io.keyfuse.app.backtest;

import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.schemas.money.NanoUsd;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a report for people. Stateless and thread-safe. */
public final class ReportText {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> HEAD =
      List.of("key", "tenant", "at (UTC)", "action", "after", "spent before", "seen after", "why");
  private static final int FIRST_NUMBER = 4;
  private static final int LAST_NUMBER = 6;

  private ReportText() {}

  /** Returns the report, lines ended. */
  public static String of(BackTestReport report) {
    StringBuilder text = new StringBuilder();
    recording(text, report);
    acts(text, report.acts());
    totals(text, report);
    PolicyDifference difference = report.difference();
    if (difference != null) {
      difference(text, difference);
    }
    return text.toString();
  }

  private static void recording(StringBuilder text, BackTestReport report) {
    BackTestResult.Counts counts = report.result().counts();
    SpendBook.Sides spend = report.result().spend().total();
    line(
        text,
        "Back-test of %s from %s to %s, UTC",
        report.policies().stream().map(ReportText::policy).collect(Collectors.joining(", ")),
        MINUTE.format(counts.firstAt()),
        MINUTE.format(counts.lastAt()));
    line(text, "");
    line(
        text,
        "%,d rows: %,d events, %,d duplicates, %,d rejected, %,d unreadable, %,d of blocked keys",
        counts.rows(),
        counts.events(),
        counts.duplicates(),
        counts.rejected(),
        counts.refused(),
        counts.stopped());
    line(
        text,
        "%,d keys spent %s by the providers' account, %s by their owners'",
        report.result().spend().keys().size(),
        NanoUsd.display(spend.providerNanos()),
        NanoUsd.display(spend.telemetryNanos()));
    line(text, "");
  }

  private static String policy(PolicyConfig policy) {
    return policy.name() + " (" + policy.mode().name().toLowerCase(Locale.ROOT) + ")";
  }

  private static void acts(StringBuilder text, List<PaperAct> acts) {
    if (acts.isEmpty()) {
      line(text, "Nothing would have been done to any key.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    acts.forEach(act -> rows.add(row(act)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    rows.forEach(row -> text.append(padded(widths, row)).append(System.lineSeparator()));
  }

  private static List<String> row(PaperAct act) {
    PaperDecision decision = act.decision();
    return List.of(
        act.credentialId(),
        decision.tenant() == null ? "-" : decision.tenant(),
        MINUTE.format(decision.at()),
        name(decision.action()),
        time(act.sinceStart()),
        NanoUsd.display(act.beforeNanos()),
        NanoUsd.display(act.afterNanos()),
        String.format(
            Locale.ROOT,
            "%s %.3f: %s",
            decision.cause().name().toLowerCase(Locale.ROOT),
            decision.probability(),
            String.join(", ", decision.signals())));
  }

  private static String padded(int[] widths, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - row.get(i).length());
      boolean number = i >= FIRST_NUMBER && i <= LAST_NUMBER;
      line.append(i == 0 ? "" : "  ").append(number ? gap + row.get(i) : row.get(i) + gap);
    }
    return line.toString().stripTrailing();
  }

  private static void totals(StringBuilder text, BackTestReport report) {
    List<String> parts = new ArrayList<>();
    report.decisions().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
        .forEach(entry -> parts.add(entry.getValue() + " x " + name(entry.getKey())));
    if (report.result().counts().dryRuns() > 0) {
      parts.add(report.result().counts().dryRuns() + " x dry run");
    }
    line(text, "");
    line(text, "Decisions: %s", parts.isEmpty() ? "none" : String.join(", ", parts));
    if (report.hasKills()) {
      line(
          text,
          "Spent before the kills %s; seen after them %s, which is saved where it was a theft.",
          NanoUsd.display(report.beforeNanos()),
          NanoUsd.display(report.afterNanos()));
    }
  }

  private static void difference(StringBuilder text, PolicyDifference difference) {
    line(text, "");
    line(text, "Kills against the policies in force (- no more, + new, ~ moved):");
    if (difference.isEmpty()) {
      line(text, "  the same kills, at the same times");
    }
    difference.gone().forEach(act -> line(text, "  - %s", said(act)));
    difference.added().forEach(act -> line(text, "  + %s", said(act)));
    difference
        .moved()
        .forEach(
            moved ->
                line(
                    text,
                    "  ~ %s, %s %s",
                    said(moved.after()),
                    time(moved.later().abs()),
                    moved.later().isNegative() ? "earlier" : "later"));
  }

  private static String said(PaperAct act) {
    Instant at = act.decision().at();
    return act.credentialId()
        + " "
        + name(act.decision().action())
        + " at "
        + MINUTE.format(at)
        + ", "
        + NanoUsd.display(act.afterNanos())
        + " seen after";
  }

  private static String name(PaperDecision.Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }

  private static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? minutes + " min " + seconds % 60 + " s"
        : minutes / 60 + " h " + minutes % 60 + " min";
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
