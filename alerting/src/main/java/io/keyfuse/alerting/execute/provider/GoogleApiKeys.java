package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Google's API keys. SUSPEND restricts a key to an address that nobody has, and RESTORE puts the
 * old restrictions back; with parameter {@code suspend_by: deletion} SUSPEND deletes the key and
 * RESTORE undeletes it, which Google allows for 30 days. REVOKE deletes it. Restrictions are texts
 * of JSON, or {@code none}. Thread-safe.
 */
final class GoogleApiKeys {
  /** Name of the way among {@code before} and a command's parameters. */
  static final String BY = "suspend_by";

  static final String RESTRICTIONS = "restrictions";

  private static final String DELETION = "deletion";
  private static final String DELETED = "deleted";
  // Of the block kept for documentation (RFC 5737): no caller ever has it.
  private static final String NOBODY = "192.0.2.1";

  private final GoogleKeyReader keys;

  GoogleApiKeys(ProviderHttp http) {
    this.keys = new GoogleKeyReader(http);
  }

  Preparation suspend(ExecutionRequest request) {
    GoogleKeyReader.Key key = keys.find(request);
    if (key.deleted()) {
      return HttpKeyExecutor.already(
          key.trace(), "the key already is deleted", state(request, key));
    }
    if (byDeletion(request)) {
      return delete(request, key);
    }
    ObjectNode closed = key.restrictions().deepCopy();
    for (String other : new String[] {"browser", "android", "ios"}) {
      closed.remove(other + "KeyRestrictions");
    }
    closed.putObject("serverKeyRestrictions").putArray("allowedIps").add(NOBODY);
    return restrict(request, key, closed);
  }

  Preparation restore(ExecutionRequest request) {
    GoogleKeyReader.Key key = keys.find(request);
    if (byDeletion(request)) {
      return new KeyMove(
              Map.of(DELETED, "false"),
              () -> keys.undelete(key),
              () -> view(request, keys.find(request)))
          .from(view(request, key));
    }
    if (key.deleted()) {
      throw ProviderCallException.failed(
          "the key is deleted, which is final here", OutcomeReason.NOT_REVERSIBLE, key.trace());
    }
    return restrict(request, key, wanted(request));
  }

  Preparation revoke(ExecutionRequest request) {
    return delete(request, keys.find(request));
  }

  private Preparation delete(ExecutionRequest request, GoogleKeyReader.Key key) {
    return new KeyMove(
            Map.of(DELETED, "true"),
            () -> keys.delete(key),
            () -> view(request, keys.find(request)))
        .from(view(request, key));
  }

  private Preparation restrict(
      ExecutionRequest request, GoogleKeyReader.Key key, ObjectNode restrictions) {
    return new KeyMove(
            Map.of(RESTRICTIONS, SortedJson.textOrNone(restrictions)),
            () -> keys.restrict(key, restrictions),
            () -> view(request, keys.find(request)))
        .from(view(request, key));
  }

  private static KeyView view(ExecutionRequest request, GoogleKeyReader.Key key) {
    return new KeyView(key.trace(), state(request, key));
  }

  private static Map<String, String> state(ExecutionRequest request, GoogleKeyReader.Key key) {
    Map<String, String> state = new TreeMap<>();
    state.put(DELETED, String.valueOf(key.deleted()));
    state.put(RESTRICTIONS, SortedJson.textOrNone(key.restrictions()));
    if (byDeletion(request)) {
      state.put(BY, DELETION);
    }
    return state;
  }

  private static boolean byDeletion(ExecutionRequest request) {
    String by = request.parameter(BY);
    if (by == null || by.equals(RESTRICTIONS)) {
      return false;
    }
    if (by.equals(DELETION)) {
      return true;
    }
    throw missing("parameter suspend_by must be restrictions or deletion");
  }

  private static ObjectNode wanted(ExecutionRequest request) {
    String named = request.parameter(RESTRICTIONS);
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    ObjectNode wanted = Limits.NONE.equals(named) ? none : parse(named);
    if (wanted == null) {
      throw missing(
          "the old restrictions are unknown; name them as JSON in parameter restrictions");
    }
    return wanted;
  }

  private static @Nullable ObjectNode parse(@Nullable String json) {
    try {
      JsonNode node = json == null ? null : ProviderHttp.JSON.readTree(json);
      return node instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static ProviderCallException missing(String detail) {
    return ProviderCallException.failed(
        detail, OutcomeReason.MISSING_COORDINATE, ProviderTrace.NONE);
  }
}
