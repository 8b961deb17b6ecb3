package io.keyfuse.app.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest letters of a selection and how many of each reason there are; holds no values, and no
 * more rows than asked for. Not thread-safe.
 */
public final class LetterList {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MESSAGE = 300;
  private static final int MOST_REASONS = 100;

  private final int limit;
  private final Deque<Row> rows = new ArrayDeque<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private long matching;
  private long replayed;

  /** Whether a letter went back to its topic. */
  enum State {
    NEW,
    REPLAYED
  }

  private record Row(
      LetterId id, Instant at, State state, String reason, String source, String key, String why) {
    static Row of(Letter letter, boolean wasReplayed) {
      byte[] key = letter.key();
      return new Row(
          letter.id(),
          letter.at(),
          wasReplayed ? State.REPLAYED : State.NEW,
          SecretMask.line(letter.reason()),
          SecretMask.line(letter.source()),
          key == null ? "" : cut(SecretMask.line(new String(key, UTF_8))),
          cut(SecretMask.line(letter.message())));
    }

    private static String cut(String text) {
      return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
    }
  }

  /** Makes a list of at most {@code limit} rows. */
  public LetterList(int limit) {
    this.limit = limit;
  }

  /** Takes a letter of the selection; an older one may go for it. */
  public void add(Letter letter, boolean wasReplayed) {
    matching++;
    replayed += wasReplayed ? 1 : 0;
    Row row = Row.of(letter, wasReplayed);
    if (reasons.size() < MOST_REASONS || reasons.containsKey(row.reason())) {
      reasons.merge(row.reason(), 1L, Long::sum);
    }
    rows.addLast(row);
    if (rows.size() > limit) {
      rows.removeFirst();
    }
  }

  /** Returns a table and a summary. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (!rows.isEmpty()) {
      text.append(line("id", "time", "state", "reason", "source", "why"));
    }
    rows.forEach(
        r -> text.append(line(r.id(), r.at(), r.state(), r.reason(), r.source(), r.why())));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d letters, %,d replayed%s%n",
            matching,
            replayed,
            rows.size() < matching ? String.format("; the newest %d are shown", rows.size()) : ""));
    reasons.forEach((r, n) -> text.append(String.format(Locale.ROOT, "  %-24s %,d%n", r, n)));
    return text.toString();
  }

  /** Returns one JSON object. */
  public String json() {
    ObjectNode json = JSON.createObjectNode().put("letters", matching).put("replayed", replayed);
    ObjectNode counts = json.putObject("reasons");
    reasons.forEach(counts::put);
    var list = json.putArray("shown");
    for (Row row : rows) {
      list.addObject()
          .put("id", row.id().toString())
          .put("time", row.at().toString())
          .put("state", row.state().name())
          .put("reason", row.reason())
          .put("source", row.source())
          .put("key", row.key())
          .put("message", row.why());
    }
    return json.toPrettyString() + System.lineSeparator();
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-10s %-24s %-8s %-20s %-32s %s%n", cells);
  }
}
