package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of a key as the audit log tells them; no other endpoint does. An organization may have
 * the log switched off. Thread-safe.
 */
final class OpenAiScopeHistory {
  private static final String CREATED = "api_key.created";
  private static final String UPDATED = "api_key.updated";
  private static final int PAGES = 5;
  private static final int TRIES_FOR_THE_LOG = 2;

  private final ProviderHttp http;

  OpenAiScopeHistory(ProviderHttp http) {
    this.http = http;
  }

  private record Entry(long at, List<String> scopes) {}

  /**
   * Scope lists, newest first; empty where the log tells nothing.
   *
   * @param newestFirst each list as it was set
   */
  record History(List<List<String>> newestFirst) {
    /** Returns the scopes in force, or null when unknown. */
    @Nullable List<String> current() {
      return newestFirst.isEmpty() ? null : newestFirst.get(0);
    }

    /** Returns the newest scopes other than the ones given, or null when unknown. */
    @Nullable List<String> before(List<String> scopes) {
      for (List<String> older : newestFirst) {
        if (!older.equals(scopes)) {
          return older;
        }
      }
      return null;
    }
  }

  /**
   * Reads the log. A passing fault is worth two tries, because without the log a RESTORE has to be
   * told the scopes; after that the kill goes on without it.
   */
  History read(ExecutionRequest request) {
    try {
      return pages(request);
    } catch (ProviderCallException e) {
      boolean passing = e.result() instanceof io.keyfuse.alerting.execute.ExecutionResult.Retry;
      if (passing && request.attempt() <= TRIES_FOR_THE_LOG) {
        throw e;
      }
      return new History(List.of());
    }
  }

  private History pages(ExecutionRequest request) {
    String keyId = ProviderHttp.segment(request.keyId());
    String query =
        "/organization/audit_logs?limit=100&event_types%5B%5D="
            + CREATED
            + "&event_types%5B%5D="
            + UPDATED
            + "&resource_ids%5B%5D="
            + keyId;
    List<Entry> entries = new ArrayList<>();
    String after = "";
    for (int page = 0; page < PAGES; page++) {
      ProviderAnswer answer = http.get(query + after).orThrow("reading the audit log");
      answer.body().path("data").forEach(entry -> collect(entry, keyId, entries));
      String last = answer.body().path("last_id").asText("");
      if (!answer.body().path("has_more").asBoolean() || last.isEmpty()) {
        break;
      }
      after = "&after=" + ProviderHttp.segment(last);
    }
    entries.sort(Comparator.comparingLong(Entry::at).reversed());
    return new History(entries.stream().map(Entry::scopes).toList());
  }

  private static void collect(JsonNode entry, String keyId, List<Entry> into) {
    String type = entry.path("type").asText();
    JsonNode details = entry.path(type);
    JsonNode scopes =
        type.equals(CREATED)
            ? details.path("data").path("scopes")
            : details.path("changes_requested").path("scopes");
    if (details.path("id").asText().equals(keyId) && scopes.isArray()) {
      List<String> texts = new ArrayList<>();
      scopes.forEach(scope -> texts.add(Objects.requireNonNullElse(scope.textValue(), "")));
      texts.sort(Comparator.naturalOrder());
      into.add(new Entry(entry.path("effective_at").asLong(), List.copyOf(texts)));
    }
  }
}
