package io.keyfuse.app.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.v1.ContextEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a listing of keys found, for people and programs. {@code listed = new + changed +
 * unchanged}; refused keys have no id. Used by one thread.
 */
public final class KeySyncResult {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] SHOWN = {"owner_id", "status", "created_at"};

  private final List<Row> rows = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  private enum Change {
    NEW,
    CHANGED,
    UNCHANGED
  }

  private record Row(ContextEvent key, Change change) {
    String provider() {
      return key.getScope().substring(0, key.getScope().indexOf(':'));
    }

    @Nullable String shown(String attribute) {
      return key.getAttributes().get(attribute);
    }
  }

  KeySyncResult() {}

  void listed(ContextEvent key, @Nullable Map<String, String> before) {
    boolean same = key.getAttributes().equals(before);
    Change change = before == null ? Change.NEW : same ? Change.UNCHANGED : Change.CHANGED;
    rows.add(new Row(key, change));
  }

  void refused(String why) {
    refused.add(why);
  }

  void failed(String why) {
    failed.add(why);
  }

  /** Returns why keys could not be read, and which lists could not be read to their end. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>(refused);
    faults.addAll(failed);
    return faults;
  }

  /** Returns true when every list was read to its end. */
  public boolean isComplete() {
    return failed.isEmpty();
  }

  /** Returns a table with a line of sums. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "PROVIDER", "CREDENTIAL", List.of("OWNER", "STATUS", "CREATED"), "CHANGE");
    for (Row row : rows) {
      List<String> shown = new ArrayList<>();
      for (String attribute : SHOWN) {
        String value = row.shown(attribute);
        shown.add(value == null ? "-" : value);
      }
      line(text, row.provider(), row.key().getScope(), shown, word(row.change()));
    }
    return text.append(
            String.format(
                Locale.ROOT,
                "%d keys: %d new, %d changed, %d unchanged; %d refused, %d lists failed%n",
                rows.size(),
                count(Change.NEW),
                count(Change.CHANGED),
                count(Change.UNCHANGED),
                refused.size(),
                failed.size()))
        .toString();
  }

  /** Returns the same as one JSON object. */
  public String json() {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode keys = json.putArray("keys");
    for (Row row : rows) {
      ObjectNode key =
          keys.addObject().put("provider", row.provider()).put("credential", row.key().getScope());
      for (String attribute : SHOWN) {
        key.put(attribute, row.shown(attribute));
      }
      key.put("change", word(row.change()));
    }
    ObjectNode summary = json.putObject("summary").put("listed", rows.size());
    for (Change change : Change.values()) {
      summary.put(word(change), count(change));
    }
    summary.put("refused", refused.size()).put("failed_lists", failed.size());
    return json.toPrettyString() + System.lineSeparator();
  }

  private long count(Change change) {
    return rows.stream().filter(row -> row.change() == change).count();
  }

  private static String word(Change change) {
    return change.name().toLowerCase(Locale.ROOT);
  }

  private static void line(
      StringBuilder text, String provider, String credential, List<String> shown, String change) {
    text.append(
        String.format(
            Locale.ROOT,
            "%-11s %-52s %-24s %-10s %-25s %s%n",
            provider,
            credential,
            shown.get(0),
            shown.get(1),
            shown.get(2),
            change));
  }
}
