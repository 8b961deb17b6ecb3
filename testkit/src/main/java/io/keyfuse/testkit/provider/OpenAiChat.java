package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code POST /v1/chat/completions}: refused for dead keys, narrow scopes and spent limits. */
final class OpenAiChat {
  private final StandInState state;
  private final OpenAiSpendLimits limits;

  OpenAiChat(StandInState state, OpenAiSpendLimits limits) {
    this.state = state;
    this.limits = limits;
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
    String project = Json.required(key, "project");
    try {
      admit(key, project);
    } catch (StandInRefusal refusal) {
      state.refused(id, model);
      throw refusal;
    }
    Json.required(body, "model");
    if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
      throw new StandInRefusal(400, "missing_required_parameter", "messages: array required");
    }
    TokenHeader tokens = TokenHeader.parse(request.header(TokenHeader.NAME));
    state.served(id, model, tokens, limits.spend(project, tokens.costNanos()));
    return StandInReply.ok(completion(model, tokens));
  }

  private void admit(ObjectNode key, String project) {
    if (key.path("deleted").booleanValue() || OpenAiKeys.expired(key, state)) {
      throw invalidKey();
    }
    List<String> scopes = Json.texts(key, "scopes");
    boolean all = scopes.isEmpty() || scopes.contains("api.all");
    if (!all && !scopes.contains("api.model.request")) {
      throw new StandInRefusal(
          403,
          "insufficient_permissions",
          "You have insufficient permissions for this operation. Missing scopes: model.request");
    }
    limits.check(project);
  }

  private ObjectNode completion(String model, TokenHeader tokens) {
    ObjectNode completion =
        Json.object()
            .put("id", "chatcmpl-" + UUID.randomUUID())
            .put("object", "chat.completion")
            .put("created", state.now().getEpochSecond())
            .put("model", model);
    ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", "ok");
    choice.put("finish_reason", "stop");
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
    return new StandInRefusal(401, "invalid_api_key", "Incorrect API key provided.");
  }
}
