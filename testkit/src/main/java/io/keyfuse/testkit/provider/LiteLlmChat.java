package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code POST /chat/completions} of a LiteLLM proxy: blocked, over budget, over rate limit. */
final class LiteLlmChat {
  private final StandInState state;
  private final ReportedUsage reported;

  LiteLlmChat(StandInState state, ReportedUsage reported) {
    this.state = state;
    this.reported = reported;
  }

  StandInReply create(StandInRequest request, Map<String, String> path) {
    ObjectNode body = request.json();
    String model = body.path("model").asText("unknown");
    String secret = request.bearer();
    ObjectNode key = secret == null ? null : state.keyBySecret(secret);
    if (key == null) {
      state.refused("unknown", model);
      throw invalidKey();
    }
    String id = Json.required(key, "id");
    try {
      admit(key);
    } catch (StandInRefusal refusal) {
      state.refused(id, model);
      throw refusal;
    }
    if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
      throw new StandInRefusal(400, "bad_request_error", "messages: array required");
    }
    TokenHeader tokens = TokenHeader.parse(request.header(TokenHeader.NAME));
    StandInState.add(key, "spend_nanos", tokens.costNanos());
    countMinute(key);
    ObjectNode completion = completion(model, tokens);
    Put log = reported.put(logged(id, completion, tokens));
    state.served(id, model, tokens, List.of(new Put(StandInState.KEYS, id, key), log));
    return StandInReply.ok(completion);
  }

  /** The row that {@code /spend/logs} shows of the call. */
  private ObjectNode logged(String keyId, ObjectNode completion, TokenHeader tokens) {
    return Json.object()
        .put("report", "spend_logs")
        .put("start", state.now().toString())
        .put("request_id", Json.text(completion, "id"))
        .put("key_id", keyId)
        .put("model", Json.text(completion, "model"))
        .put("input", tokens.input())
        .put("output", tokens.output())
        .put("cost_usd", new BigDecimal(NanoUsd.toUsd(tokens.costNanos())));
  }

  private void admit(ObjectNode key) {
    if (key.path("deleted").booleanValue()) {
      throw invalidKey();
    }
    if (key.path("blocked").booleanValue()) {
      throw new StandInRefusal(
          401,
          "auth_error",
          "Authentication Error, Key is blocked. Update via `/key/unblock` if you're an admin.");
    }
    String expires = Json.text(key, "expires");
    if (expires != null && !state.now().isBefore(Instant.parse(expires))) {
      throw new StandInRefusal(
          401, "expired_key", "Authentication Error - Expired Key. Key Expiry time " + expires);
    }
    JsonNode budget = key.path("max_budget");
    long spent = key.path("spend_nanos").longValue();
    if (budget.isNumber() && spent >= NanoUsd.ofUsd(budget.decimalValue())) {
      throw new StandInRefusal(
          429, "budget_exceeded", "Budget has been exceeded! Max budget: " + budget.asText());
    }
    JsonNode rpm = key.path("rpm_limit");
    if (rpm.isNumber() && minuteCount(key) >= rpm.longValue()) {
      throw new StandInRefusal(429, "throttling_error", "Rate limit exceeded for api_key");
    }
  }

  private long minuteCount(ObjectNode key) {
    boolean same = minute().equals(Json.text(key, "minute"));
    return same ? key.path("minute_requests").longValue() : 0;
  }

  private void countMinute(ObjectNode key) {
    long count = minuteCount(key) + 1;
    key.put("minute", minute()).put("minute_requests", count);
  }

  private String minute() {
    return state.now().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static ObjectNode completion(String model, TokenHeader tokens) {
    ObjectNode completion =
        Json.object()
            .put("id", "chatcmpl-" + UUID.randomUUID())
            .put("object", "chat.completion")
            .put("model", model);
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", "ok");
    ObjectNode usage =
        completion
            .putObject("usage")
            .put("prompt_tokens", tokens.input())
            .put("completion_tokens", tokens.output())
            .put("total_tokens", tokens.input() + tokens.output());
    usage.putObject("prompt_tokens_details").put("cached_tokens", tokens.cached());
    return completion;
  }

  private static StandInRefusal invalidKey() {
    return new StandInRefusal(
        401, "auth_error", "Authentication Error, Invalid proxy server token passed.");
  }
}
