package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.math.BigDecimal;
import java.util.Map;

/**
 * CAP and THROTTLE at a LiteLLM proxy. A lower limit in force stays. The proxy drops nulls, so that
 * a limit which was not there before cannot be taken away again. Thread-safe.
 */
final class LiteLlmLimit {
  /** Budget in US dollars; also its name among {@code before} and a RESTORE's parameters. */
  static final String BUDGET = "max_budget";

  /** Requests per minute; also its name among {@code before} and a RESTORE's parameters. */
  static final String RATE = "rpm_limit";

  private static final String NONE = "none";

  private final LiteLlmKeyReader reader;

  LiteLlmLimit(LiteLlmKeyReader reader) {
    this.reader = reader;
  }

  /** Returns true when a RESTORE asks for a limit to be put back. */
  boolean named(ExecutionRequest request) {
    return request.parameter(BUDGET) != null || request.parameter(RATE) != null;
  }

  Preparation lower(ExecutionRequest request, String limit, BigDecimal wanted) {
    ProviderAnswer key = reader.find(request).orThrow("reading the key");
    JsonNode present = LiteLlmKeyReader.row(key).path(limit);
    Map<String, String> before = state(limit, present);
    if (present.isNumber() && present.decimalValue().compareTo(wanted) <= 0) {
      return HttpKeyExecutor.already(
          key.trace(), limit + " already is " + present.decimalValue().toPlainString(), before);
    }
    return HttpKeyExecutor.ready(before, () -> set(request, limit, wanted, before));
  }

  Preparation restore(ExecutionRequest request) {
    String limit = request.parameter(BUDGET) != null ? BUDGET : RATE;
    ProviderAnswer key = reader.find(request).orThrow("reading the key");
    JsonNode present = LiteLlmKeyReader.row(key).path(limit);
    if (NONE.equals(request.parameter(limit))) {
      if (!present.isNumber()) {
        return HttpKeyExecutor.already(key.trace(), "there is no limit", state(limit, present));
      }
      throw ProviderCallException.failed(
          "the proxy cannot take " + limit + " away by its API; raise it there",
          OutcomeReason.NOT_REVERSIBLE,
          key.trace());
    }
    BigDecimal wanted = Limits.number(request, limit);
    if (present.isNumber() && present.decimalValue().compareTo(wanted) == 0) {
      return HttpKeyExecutor.already(key.trace(), limit + " already is back", Map.of());
    }
    Map<String, String> before = state(limit, present);
    return HttpKeyExecutor.ready(before, () -> set(request, limit, wanted, before));
  }

  private ExecutionResult set(
      ExecutionRequest request, String limit, BigDecimal wanted, Map<String, String> before) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("key", LiteLlmKeyReader.hash(request));
    body.put(limit, wanted);
    ProviderAnswer done = reader.change("/key/update", body);
    JsonNode present = reader.row(request).path(limit);
    if (!present.isNumber() || present.decimalValue().compareTo(wanted) != 0) {
      throw ProviderCallException.unconfirmed(
          "accepted, but " + limit + " reads otherwise", done.trace());
    }
    return new ExecutionResult.Applied(
        done.trace(), limit + " is " + wanted.toPlainString(), before, state(limit, present));
  }

  private static Map<String, String> state(String limit, JsonNode value) {
    return Map.of(limit, value.isNumber() ? value.decimalValue().toPlainString() : NONE);
  }
}
