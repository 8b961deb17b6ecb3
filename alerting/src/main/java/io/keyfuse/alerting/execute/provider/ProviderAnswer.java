package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.keyfuse.alerting.execute.ProviderTrace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of a provider.
 *
 * @param kind what it asks for
 * @param body JSON; missing where the answer was none
 * @param code the provider's code in an error body
 * @param retryAfter as the provider asked
 * @param trace of the call
 */
record ProviderAnswer(
    RetryClass kind,
    JsonNode body,
    @Nullable String code,
    @Nullable Duration retryAfter,
    ProviderTrace trace) {

  boolean is(RetryClass wanted) {
    return kind == wanted;
  }

  /** Returns itself when the provider accepted, and throws its class otherwise. */
  ProviderAnswer orThrow(String what) {
    if (kind == RetryClass.DONE) {
      return this;
    }
    Integer status = trace.httpStatus();
    String text = what + ": HTTP " + status + (code == null ? "" : " " + code);
    throw new ProviderCallException(text, kind, retryAfter, trace);
  }

  /** Returns a member's text; an answer without it is not the one we asked for. */
  String required(String member) {
    JsonNode value = body.path(member);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw unreadable("the answer has no " + member);
    }
    return value.textValue();
  }

  /** An answer that is not the one we asked for: a later one may be. */
  ProviderCallException unreadable(String what) {
    return new ProviderCallException(what, RetryClass.RETRY, null, trace);
  }

  static JsonNode noBody() {
    return MissingNode.getInstance();
  }
}
