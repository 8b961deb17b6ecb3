package io.keyfuse.ingest.http;

import java.util.Map;

/**
 * Tells the sender of an unknown field which known one may be meant: other systems' names first,
 * then the least edits. Stateless.
 */
final class FieldHints {
  private static final int SHOWN = 40;
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("id", "event_id"),
          Map.entry("timestamp", "occurred_at"),
          Map.entry("time", "occurred_at"),
          Map.entry("input_tokens", "tokens.input"),
          Map.entry("prompt_tokens", "tokens.input"),
          Map.entry("output_tokens", "tokens.output"),
          Map.entry("completion_tokens", "tokens.output"),
          Map.entry("cached_input_tokens", "tokens.cached_read"),
          Map.entry("reasoning_tokens", "tokens.reasoning"),
          Map.entry("provider", "credential.provider"),
          Map.entry("account", "credential.account"),
          Map.entry("key_id", "credential.key_id"),
          Map.entry("api_key_id", "credential.key_id"),
          Map.entry("cost", "cost_usd"),
          Map.entry("source_ip", "client_ip"),
          Map.entry("events", "a JSON array of events as the whole body"));

  private FieldHints() {}

  /** Returns the message for an unknown field. */
  static String message(String field) {
    String other = OTHER_NAMES.get(field);
    return "unknown field "
        + shown(field)
        + "; did you mean "
        + (other != null ? other : nearest(field))
        + "?";
  }

  /** Returns the field's name fit for an answer: short and printable. */
  static String shown(String field) {
    String cut = field.length() <= SHOWN ? field : field.substring(0, SHOWN) + "...";
    return cut.replaceAll("[^A-Za-z0-9_.-]", "?");
  }

  private static String nearest(String field) {
    String name = field.length() <= SHOWN ? field : field.substring(0, SHOWN);
    String best = "event_id";
    int fewest = Integer.MAX_VALUE;
    for (String known : UsageFields.ALL.keySet()) {
      int edits = edits(name, known);
      if (edits < fewest) {
        fewest = edits;
        best = known;
      }
    }
    return best;
  }

  // Levenshtein distance with two rows.
  private static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
