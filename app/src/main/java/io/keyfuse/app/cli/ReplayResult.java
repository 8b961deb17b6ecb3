package io.keyfuse.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.ingest.file.FileTotals;
import io.keyfuse.ingest.file.SendTotals;
import io.keyfuse.schemas.money.NanoUsd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a replay read and what the intake answered.
 *
 * @param files sums of each file, in the order given
 * @param sent what the intake answered to all of them
 */
record ReplayResult(Map<Path, FileTotals> files, SendTotals sent) {
  private static final ObjectMapper JSON = new ObjectMapper();

  ReplayResult {
    files = new LinkedHashMap<>(files);
  }

  FileTotals total() {
    return files.values().stream().reduce(FileTotals.NONE, FileTotals::plus);
  }

  /** Returns true when every row was a valid event and the intake took every event. */
  boolean isComplete() {
    return total().rejected() == 0
        && sent.rejected() == 0
        && sent.sent() == total().events()
        && sent.accepted() + sent.duplicates() == sent.sent();
  }

  /** Returns a table, numbers without separators so that they can be compared with other tools'. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(row("file", "rows", "rejected", "input_tokens", "output_tokens", "cost_usd"));
    files.forEach((file, totals) -> text.append(row(String.valueOf(file.getFileName()), totals)));
    if (files.size() > 1) {
      text.append(row("total", total()));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "intake: %d sent, %d accepted, %d duplicates, %d rejected, %d batches, %d retries%n",
                sent.sent(),
                sent.accepted(),
                sent.duplicates(),
                sent.rejected(),
                sent.batches(),
                sent.retries()))
        .toString();
  }

  /** Returns one JSON object. */
  String json() {
    ObjectNode json = JSON.createObjectNode();
    var list = json.putArray("files");
    files.forEach((file, totals) -> put(list.addObject().put("file", file.toString()), totals));
    put(json.putObject("total"), total());
    json.putObject("intake")
        .put("sent", sent.sent())
        .put("accepted", sent.accepted())
        .put("duplicates", sent.duplicates())
        .put("rejected", sent.rejected())
        .put("batches", sent.batches())
        .put("retries", sent.retries());
    return json.toPrettyString() + System.lineSeparator();
  }

  private static void put(ObjectNode json, FileTotals totals) {
    json.put("rows", totals.rows())
        .put("events", totals.events())
        .put("rejected", totals.rejected())
        .put("requests", totals.requests())
        .put("input_tokens", totals.inputTokens())
        .put("output_tokens", totals.outputTokens())
        .put("cost_usd", NanoUsd.toUsd(totals.costNanos()));
  }

  private static String row(String name, FileTotals totals) {
    return row(
        name,
        Long.toString(totals.rows()),
        Long.toString(totals.rejected()),
        Long.toString(totals.inputTokens()),
        Long.toString(totals.outputTokens()),
        NanoUsd.toUsd(totals.costNanos()));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-36s %9s %9s %14s %14s %16s%n", cells);
  }
}
