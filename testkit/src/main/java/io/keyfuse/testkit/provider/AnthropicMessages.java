package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code POST /v1/messages}: refused once the key is inactive, archived or expired. */
final class AnthropicMessages {
  private final StandInState state;

  AnthropicMessages(StandInState state) {
    this.state = state;
  }

  StandInReply create(StandInRequest request, Map<String, String> path) {
    String secret = request.header("x-api-key");
    ObjectNode key = secret == null ? null : state.keyBySecret(secret);
    ObjectNode body = request.json();
    String model = body.path("model").asText("unknown");
    if (key == null) {
      state.refused("unknown", model);
      throw new StandInRefusal(401, "authentication_error", "invalid x-api-key");
    }
    String id = Json.required(key, "id");
    if (!AnthropicKeys.status(key, state.now()).equals("active")) {
      state.refused(id, model);
      throw new StandInRefusal(401, "authentication_error", "invalid x-api-key");
    }
    Json.required(body, "model");
    if (!body.path("max_tokens").isIntegralNumber() || body.path("messages").isEmpty()) {
      throw new StandInRefusal(
          400, "invalid_request_error", "max_tokens, messages: Field required");
    }
    TokenHeader tokens = TokenHeader.parse(request.header(TokenHeader.NAME));
    state.served(id, model, tokens, List.of());
    return StandInReply.ok(message(model, tokens));
  }

  private static ObjectNode message(String model, TokenHeader tokens) {
    ObjectNode message =
        Json.object()
            .put("id", "msg_" + UUID.randomUUID().toString().replace("-", ""))
            .put("type", "message")
            .put("role", "assistant")
            .put("model", model)
            .put("stop_reason", "end_turn");
    message.putArray("content").addObject().put("type", "text").put("text", "ok");
    message
        .putObject("usage")
        .put("input_tokens", tokens.input() - tokens.cached())
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", tokens.cached())
        .put("output_tokens", tokens.output());
    return message;
  }
}
