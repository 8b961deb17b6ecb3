package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call that uses a model: finds the caller's key, admits or refuses it, and counts the call. */
final class ModelCallRoute {
  private final StandInState state;
  private final Function<StandInRequest, @Nullable ObjectNode> caller;
  private final Consumer<ObjectNode> admission;

  /**
   * Makes a route.
   *
   * @param caller finds the caller's key, or null
   * @param admission throws the refusal that a key in this state meets
   */
  ModelCallRoute(
      StandInState state,
      Function<StandInRequest, @Nullable ObjectNode> caller,
      Consumer<ObjectNode> admission) {
    this.state = state;
    this.caller = caller;
    this.admission = admission;
  }

  /** Makes a route whose callers show their secret as a bearer token. */
  static ModelCallRoute bearer(StandInState state, Consumer<ObjectNode> admission) {
    return new ModelCallRoute(
        state,
        request -> request.bearer() == null ? null : state.keyBySecret(request.bearer()),
        admission);
  }

  StandInReply create(StandInRequest request) {
    String model = request.json().path("model").asText("unknown");
    ObjectNode key = caller.apply(request);
    String id = key == null ? "unknown" : Json.required(key, "id");
    try {
      if (key == null) {
        throw new StandInRefusal(401, "unauthorized", "no such key");
      }
      admission.accept(key);
    } catch (StandInRefusal refusal) {
      state.refused(id, model);
      throw refusal;
    }
    TokenHeader tokens = TokenHeader.parse(request.header(TokenHeader.NAME));
    StandInState.add(key, "spend_nanos", tokens.costNanos());
    state.served(id, model, tokens, List.of(new Put(StandInState.KEYS, id, key)));
    return StandInReply.ok(Json.object().put("object", "chat.completion").put("model", model));
  }
}
