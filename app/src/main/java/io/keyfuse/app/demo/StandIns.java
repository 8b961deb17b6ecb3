package io.keyfuse.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the demo does at the stand-ins: makes keys, calls models with their secrets, and reads the
 * stand-ins' own books. Thread-safe.
 */
final class StandIns {
  private static final List<String> PROVIDERS = List.of("openai", "anthropic", "litellm");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final StandInUrls urls;
  private final Keyring keyring;

  StandIns(HttpClient http, StandInUrls urls, Keyring keyring) {
    this.http = http;
    this.urls = urls;
    this.keyring = keyring;
  }

  /** Makes the key unless the stand-in has it; a key that it has keeps its state. */
  void seed(DemoKey key) throws IOException, InterruptedException {
    String provider = key.credential().getProvider();
    ObjectNode wish =
        JSON.createObjectNode()
            .put("provider", provider)
            .put("id", key.credential().getKeyId())
            .put("name", key.owner().tenant() + '-' + key.owner().feature() + '-' + key.index())
            .put("project", key.owner().project())
            .put("secret", keyring.secret(provider, key.index()));
    HttpRequest.Builder request = HttpRequest.newBuilder(control(provider, "keys"));
    HttpResponse<String> reply = send(request, wish);
    if (reply.statusCode() != 200) {
      throw new IOException(
          "the " + provider + " stand-in refused key " + key.id() + ": HTTP " + reply.statusCode());
    }
  }

  /** Calls a model with the key's secret, as its owner or its thief does. */
  CallReply call(DemoKey key, AttackCall call) throws IOException, InterruptedException {
    String provider = key.credential().getProvider();
    String secret = keyring.secret(provider, key.index());
    boolean anthropic = provider.equals("anthropic");
    String path = anthropic ? "/v1/messages" : "/v1/chat/completions";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(urls.of(provider).resolve(path))
            .header("x-standin-tokens", announced(call));
    if (anthropic) {
      request.header("x-api-key", secret).header("anthropic-version", "2023-06-01");
    } else {
      request.header("Authorization", "Bearer " + secret);
    }
    HttpResponse<String> reply = send(request, prompt(call));
    String error = reply.statusCode() < 400 ? "" : errorOf(reply.body());
    return new CallReply(reply.statusCode(), error);
  }

  /** Returns the books of all stand-ins. */
  List<LedgerRow> ledger() throws IOException, InterruptedException {
    List<LedgerRow> rows = new ArrayList<>();
    for (String provider : PROVIDERS) {
      for (JsonNode row : get(provider, "ledger").path("rows")) {
        rows.add(row(provider, row));
      }
    }
    return rows;
  }

  /** Returns every change that the stand-ins' admin APIs made. */
  List<Effect> effects() throws IOException, InterruptedException {
    List<Effect> effects = new ArrayList<>();
    for (String provider : PROVIDERS) {
      for (JsonNode effect : get(provider, "effects").path("effects")) {
        String operation = effect.path("operation").asText();
        effects.add(new Effect(provider, effect.path("key_id").asText(), operation));
      }
    }
    return effects;
  }

  private static LedgerRow row(String provider, JsonNode row) {
    Tokens tokens =
        new Tokens(
            row.path("input_tokens").longValue(),
            row.path("cached_tokens").longValue(),
            row.path("output_tokens").longValue());
    return new LedgerRow(
        provider,
        row.path("key_id").asText(),
        Instant.parse(row.path("minute").asText()),
        row.path("model").asText(),
        new BucketTotals(row.path("requests").longValue(), tokens),
        row.path("refused").longValue(),
        row.path("cost_nanos").longValue());
  }

  /** The stand-ins count no tokens: the caller announces them, and what they cost. */
  private static String announced(AttackCall call) {
    Tokens tokens = call.tokens();
    return String.format(
        Locale.ROOT,
        "input=%d,cached=%d,output=%d,usd=%s",
        tokens.input(),
        tokens.cachedRead(),
        tokens.output(),
        NanoUsd.toUsd(call.costNanos()));
  }

  private static ObjectNode prompt(AttackCall call) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("model", call.model())
            .put("max_tokens", Math.max(1, call.tokens().output()));
    body.putArray("messages").addObject().put("role", "user").put("content", "demo");
    return body;
  }

  private static String errorOf(String body) throws IOException {
    JsonNode error = JSON.readTree(body).path("error");
    String code = error.path("code").asText("");
    String type = error.path("type").asText("");
    return code.isEmpty() || code.chars().allMatch(Character::isDigit) ? type : code;
  }

  private JsonNode get(String provider, String what) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(control(provider, what)).timeout(TIMEOUT).GET().build();
    HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IOException("the " + provider + " stand-in has no " + what);
    }
    return JSON.readTree(reply.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request, ObjectNode body)
      throws IOException, InterruptedException {
    return http.send(
        request
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build(),
        BodyHandlers.ofString());
  }

  private URI control(String provider, String what) {
    return urls.of(provider).resolve("/__standin/" + what);
  }
}
