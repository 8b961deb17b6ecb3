package io.keyfuse.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicStandInTest {
  private static final String ADMIN = "x-api-key: " + StandInConfig.ANTHROPIC_ADMIN_KEY;
  private static final String VERSION = "anthropic-version: 2023-06-01";
  private static final String JSON = "Content-Type: application/json";
  private static final String KEYS = "/v1/organizations/api_keys";
  private static final String CHAT =
      "{\"model\":\"claude-x\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\"}]}";

  private StandInServer server;
  private StandInClient control;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    control = new StandInClient(server.anthropic());
    control.seed(Calls.key("id", "apikey_1", "secret", "sk-ant-api03-victim"));
    control.seed(Calls.key("id", "apikey_2", "secret", "s2", "expires_at", "2020-01-01T00:00:00Z"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET KEYS/apikey_9 | '' | 404 | not_found_error",
        "PUT KEYS/apikey_1 | {\"status\":\"inactive\"} | 405 | invalid_request",
        "DELETE KEYS/apikey_1 | '' | 405 | invalid_request_error",
        "POST KEYS | {} | 405 | invalid_request_error",
        "POST KEYS/apikey_9 | {\"status\":\"inactive\"} | 404 | not_found_error",
        "POST KEYS/apikey_1 | {} | 400 | at least one of",
        "POST KEYS/apikey_1 | {\"status\":null} | 400 | must be one of",
        "POST KEYS/apikey_1 | {\"status\":\"dead\"} | 400 | must be one of",
        "POST KEYS/apikey_1 | {\"status\":\"expired\"} | 400 | must be one of",
        "POST KEYS/apikey_1 | {\"state\":\"inactive\"} | 400 | Extra inputs",
        "POST KEYS/apikey_1 | status=inactive | 400 | could not parse",
        "POST KEYS/apikey_1 | [] | 400 | JSON object",
        "POST KEYS/apikey_2 | {\"status\":\"active\"} | 400 | expired",
        "GET KEYS?limit=0 | '' | 400 | limit",
        "GET KEYS?after_id=nope | '' | 400 | no item",
        "GET /v1/organizations/users | '' | 404 | not_found_error",
      })
  void shouldRefuse(String line, String body, int status, String text) {
    String full = line.replace("KEYS", KEYS);

    HttpResponse<String> answer = Calls.send(server.anthropic(), full, body, ADMIN, VERSION, JSON);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"type\":\"error\"", "\"request_id\":\"req_", text);
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anthropic-version: 2023-06-01 | x-none: 1 | 401 | authentication_error",
        "anthropic-version: 2023-06-01 | x-api-key: sk-ant-admin-wrong | 401 | authentication",
        "anthropic-version: 2023-06-01 | x-api-key: sk-ant-api03-victim | 401 | authentication",
        "anthropic-version: 2023-06-01 | Authorization: Bearer sk-ant-admin01-standin | 401 | auth",
        "x-none: 1 | x-api-key: sk-ant-admin01-standin | 400 | anthropic-version",
      })
  void shouldRefuseHeaders(String version, String key, int status, String text) {
    String body = "{\"status\":\"inactive\"}";

    HttpResponse<String> answer =
        Calls.send(server.anthropic(), "POST " + KEYS + "/apikey_1", body, version, key, JSON);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
    assertThat(control.effects()).isEmpty();
  }

  @Test
  void shouldRefuseAnotherContentType() {
    HttpResponse<String> answer =
        Calls.send(
            server.anthropic(),
            "POST " + KEYS + "/apikey_1",
            "{\"status\":\"inactive\"}",
            ADMIN,
            VERSION,
            "Content-Type: text/plain");

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void shouldRefuseCallsOfAnInactiveKeyUntilItIsActiveAgain() {
    assertThat(chat("sk-ant-api03-victim").statusCode()).isEqualTo(200);

    assertThat(set("inactive").body()).contains("\"status\":\"inactive\"");
    HttpResponse<String> refused = chat("sk-ant-api03-victim");
    assertThat(set("active").statusCode()).isEqualTo(200);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("authentication_error");
    HttpResponse<String> again = chat("sk-ant-api03-victim");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body())
        .contains("\"input_tokens\":70", "\"cache_read_input_tokens\":30", "\"output_tokens\":9");
    assertThat(control.ledger().get(0).path("requests").asInt()).isEqualTo(2);
    assertThat(control.ledger().get(0).path("refused").asInt()).isEqualTo(1);
  }

  @Test
  void shouldNeverReviveAnArchivedKey() {
    assertThat(set("archived").statusCode()).isEqualTo(200);

    assertThat(set("active").statusCode()).isEqualTo(400);
    assertThat(set("archived").statusCode()).isEqualTo(200);
    assertThat(chat("sk-ant-api03-victim").statusCode()).isEqualTo(401);
    assertThat(control.effects())
        .containsExactly("POST api_keys apikey_1", "POST api_keys apikey_1");
  }

  @Test
  void shouldListByStatusAndPage() {
    String first = get(KEYS + "?limit=1");
    String rest = get(KEYS + "?limit=1&after_id=apikey_1");

    assertThat(first).contains("\"has_more\":true", "\"last_id\":\"apikey_1\"");
    assertThat(rest).contains("\"has_more\":false", "\"status\":\"expired\"");
    assertThat(get(KEYS + "?status=active")).contains("apikey_1").doesNotContain("apikey_2");
  }

  private String get(String path) {
    return Calls.send(server.anthropic(), "GET " + path, "", ADMIN, VERSION).body();
  }

  private HttpResponse<String> set(String status) {
    String body = "{\"status\":\"" + status + "\"}";
    return Calls.send(server.anthropic(), "POST " + KEYS + "/apikey_1", body, ADMIN, VERSION, JSON);
  }

  private HttpResponse<String> chat(String secret) {
    return Calls.send(
        server.anthropic(),
        "POST /v1/messages",
        CHAT,
        "x-api-key: " + secret,
        VERSION,
        JSON,
        "x-standin-tokens: input=100,cached=30,output=9");
  }
}
