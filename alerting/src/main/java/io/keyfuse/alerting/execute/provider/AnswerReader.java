package io.keyfuse.alerting.execute.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.keyfuse.alerting.execute.ProviderTrace;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a provider's answer: JSON, its class, the words in it that are safe to repeat. */
final class AnswerReader {
  private static final Set<Integer> EMPTY_ALLOWED = Set.of(202, 204);
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
  private static final List<String> REQUEST_IDS =
      List.of("x-request-id", "request-id", "x-litellm-call-id");
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.:-]{0,255}");

  private AnswerReader() {}

  /** Reads the answer; throws when a success is no JSON object. */
  static ProviderAnswer read(HttpResponse<byte[]> response, long elapsedMs) {
    HttpHeaders answered = response.headers();
    ProviderTrace trace = new ProviderTrace(response.statusCode(), requestId(answered), elapsedMs);
    boolean empty = response.body().length == 0 && EMPTY_ALLOWED.contains(response.statusCode());
    JsonNode body = empty ? ProviderHttp.JSON.createObjectNode() : parse(response.body());
    String code = code(body);
    RetryClass kind = RetryClass.of(response.statusCode(), code);
    if (kind == RetryClass.DONE && !body.isObject()) {
      throw new ProviderCallException(
          "the answer is no JSON object", RetryClass.RETRY, null, trace);
    }
    return new ProviderAnswer(kind, body, code, retryAfter(answered), trace);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return ProviderHttp.JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return ProviderAnswer.noBody();
    }
  }

  /** The most telling code of the four error forms; anything that is no plain word is dropped. */
  private static @Nullable String code(JsonNode body) {
    JsonNode error = body.path("error");
    for (JsonNode node :
        List.of(
            error.path("details").path("error_code"),
            error.path("code"),
            error.path("type"),
            error.path("status"))) {
      if (node.isTextual() && CODE.matcher(node.textValue()).matches()) {
        return node.textValue();
      }
    }
    return null;
  }

  private static @Nullable String requestId(HttpHeaders headers) {
    for (String name : REQUEST_IDS) {
      String id = headers.firstValue(name).orElse("");
      if (REQUEST_ID.matcher(id).matches()) {
        return id;
      }
    }
    return null;
  }

  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    String seconds = headers.firstValue("Retry-After").orElse("").strip();
    return SECONDS.matcher(seconds).matches() ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
  }
}
