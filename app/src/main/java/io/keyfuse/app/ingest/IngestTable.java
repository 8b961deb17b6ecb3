package io.keyfuse.app.ingest;

import io.keyfuse.ingest.decode.PartTally;
import io.keyfuse.schemas.money.NanoUsd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows a run to people: a row a file, as wide as what stands in it, and below why rows were left
 * out. Numbers have no separators, so that they can be compared. Used by one thread.
 */
final class IngestTable {
  private static final List<String> HEAD =
      List.of(
          "file",
          "outcome",
          "rows",
          "usage",
          "context",
          "merged",
          "refused",
          "ignored",
          "input",
          "output",
          "cost_usd");
  private static final int TEXT_COLUMNS = 2;

  private final List<List<String>> rows = new ArrayList<>(List.of(HEAD));
  private final StringBuilder notes = new StringBuilder();

  /** Adds a file. */
  void add(DeliveryResult result) {
    String name = result.delivery().name();
    PartTally tally = result.tally();
    rows.add(row(name, result.outcome().name().toLowerCase(Locale.ROOT), tally));
    if (result.resumedAt() > 0 && tally.read() > 0) {
      note(name, "went on behind part " + result.resumedAt() + ", which was stored before");
    }
    if (tally.withoutCost() > 0) {
      note(name, "without a cost " + tally.withoutCost() + ", priced later by their tokens");
    }
    reasons(name, "ignored", tally.ignored());
    reasons(name, "refused", tally.refused());
    tally.places().forEach(refused -> note(name, refused.where() + ": " + refused.why().message()));
  }

  /** Adds the sums. */
  void total(PartTally tally) {
    rows.add(row("total", "", tally));
  }

  private static List<String> row(String name, String outcome, PartTally tally) {
    List<String> row = new ArrayList<>(List.of(name, outcome));
    for (long count :
        new long[] {
          tally.read(),
          tally.usage(),
          tally.context(),
          tally.merged(),
          tally.refusedCount(),
          tally.ignoredCount(),
          tally.inputTokens(),
          tally.outputTokens()
        }) {
      row.add(Long.toString(count));
    }
    // Without a cost anywhere the sum is not known, which is not nothing.
    row.add(tally.usage() == tally.withoutCost() ? "-" : NanoUsd.toUsd(tally.costNanos()));
    return row;
  }

  private void reasons(String name, String what, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      note(
          name,
          what
              + " "
              + counts.entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .map(reason -> reason.getValue() + " " + reason.getKey())
                  .collect(Collectors.joining(", ")));
    }
  }

  private void note(String name, String words) {
    notes.append(name).append(": ").append(words).append(System.lineSeparator());
  }

  /** Returns the table and the notes below it. */
  String text() {
    int[] widths = new int[HEAD.size()];
    rows.forEach(row -> widen(widths, row));
    String table =
        rows.stream()
            .map(row -> line(widths, row) + System.lineSeparator())
            .collect(Collectors.joining());
    return notes.isEmpty() ? table : table + System.lineSeparator() + notes;
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private static String line(int[] widths, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : "  ");
      line.append(i < TEXT_COLUMNS ? row.get(i) + gap : gap + row.get(i));
    }
    return line.toString();
  }
}
