package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.Preparation;
import java.util.Map;

/** SUSPEND, RESTORE and REVOKE at a LiteLLM proxy. Thread-safe. */
final class LiteLlmBlock {
  private static final String BLOCKED = "blocked";
  private static final Map<String, String> GONE = Map.of("deleted", "true");

  private final LiteLlmKeyReader reader;

  LiteLlmBlock(LiteLlmKeyReader reader) {
    this.reader = reader;
  }

  Preparation set(ExecutionRequest request, boolean blocked) {
    ProviderAnswer key = reader.find(request).orThrow("reading the key");
    boolean present = LiteLlmKeyReader.row(key).path(BLOCKED).asBoolean(false);
    Map<String, String> before = state(present);
    if (present == blocked) {
      return HttpKeyExecutor.already(
          key.trace(), blocked ? "the key already is blocked" : "the key is not blocked", before);
    }
    return HttpKeyExecutor.ready(before, () -> switchTo(request, blocked, before));
  }

  private ExecutionResult switchTo(
      ExecutionRequest request, boolean blocked, Map<String, String> before) {
    String route = blocked ? "/key/block" : "/key/unblock";
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ProviderAnswer done = reader.change(route, body.put("key", LiteLlmKeyReader.hash(request)));
    boolean present = reader.row(request).path(BLOCKED).asBoolean(false);
    if (present != blocked) {
      throw ProviderCallException.unconfirmed(
          "accepted, but blocked still reads " + present, done.trace());
    }
    return new ExecutionResult.Applied(
        done.trace(), blocked ? "the key is blocked" : "the key is open", before, state(present));
  }

  Preparation revoke(ExecutionRequest request) {
    ProviderAnswer key = reader.find(request);
    if (key.is(RetryClass.MISSING) && reader.deleted(request)) {
      return HttpKeyExecutor.already(key.trace(), "the key already is deleted", GONE);
    }
    key.orThrow("reading the key");
    Map<String, String> before = Map.of("deleted", "false");
    return HttpKeyExecutor.ready(before, () -> delete(request, before));
  }

  private ExecutionResult delete(ExecutionRequest request, Map<String, String> before) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("keys").add(LiteLlmKeyReader.hash(request));
    ProviderAnswer done = reader.change("/key/delete", body);
    if (!reader.find(request).is(RetryClass.MISSING)) {
      throw ProviderCallException.unconfirmed(
          "deleted, but the key can still be read", done.trace());
    }
    return new ExecutionResult.Applied(done.trace(), "the key is deleted", before, GONE);
  }

  private static Map<String, String> state(boolean blocked) {
    return Map.of(BLOCKED, String.valueOf(blocked));
  }
}
