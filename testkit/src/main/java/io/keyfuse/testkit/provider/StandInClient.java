package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Steers one running stand-in over HTTP: seeds keys, plans faults, reads what it saw. */
public final class StandInClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  /** Talks to the stand-in at the address. */
  public StandInClient(URI base) {
    this.base = base;
  }

  /**
   * Makes a key unless it exists. Members: {@code id} (not for LiteLLM), {@code secret}, {@code
   * project}, and optionally {@code name}, {@code owner_type}, {@code owner_id}, {@code scopes},
   * {@code status}, {@code expires_at} (Unix seconds at OpenAI, else RFC 3339), {@code max_budget},
   * {@code rpm_limit}.
   *
   * @return the key's public id
   */
  public String seed(ObjectNode key) {
    return send("POST", "keys", key.toString()).path("id").asText();
  }

  /**
   * Sets rows of the usage reports; a row of the same identity is replaced. Members: {@code
   * report}, {@code start} (RFC 3339), {@code key_id}, {@code project}, {@code model}, {@code
   * tier}, {@code batch}, {@code requests}, {@code input}, {@code cached}, {@code cache_write},
   * {@code output}, {@code cost_usd} (OpenAI costs) or {@code cents} (Anthropic cost), {@code
   * visible_at}.
   */
  public void report(List<ObjectNode> rows) {
    send("POST", "usage", Json.object().set("rows", Json.array(rows)).toString());
  }

  /** Plans a fault. */
  public void plan(Fault fault) {
    send("POST", "faults", fault.toJson().toString());
  }

  /** Forgets every planned fault. */
  public void calm() {
    send("DELETE", "faults", "");
  }

  /** Returns every change of the admin API that took effect, as {@code OPERATION key_id}. */
  public List<String> effects() {
    List<String> effects = new ArrayList<>();
    for (JsonNode effect : send("GET", "effects", "").path("effects")) {
      effects.add(effect.path("operation").asText() + " " + effect.path("key_id").asText());
    }
    return effects;
  }

  /** Returns the ledger: one row per key, minute and model. */
  public ArrayNode ledger() {
    return (ArrayNode) send("GET", "ledger", "").path("rows");
  }

  private JsonNode send(String method, String route, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(ControlRoutes.PREFIX + route))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("stand-in: " + response.body());
      }
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("no stand-in at " + base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while talking to the stand-in", e);
    }
  }
}
