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

class LiteLlmStandInTest {
  private static final String ADMIN = "Authorization: Bearer " + StandInConfig.LITELLM_MASTER_KEY;
  private static final String JSON = "Content-Type: application/json";
  private static final String CHAT = "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\"}]}";
  private static final String UNKNOWN = "0".repeat(64);

  private StandInServer server;
  private StandInClient control;
  private String hash;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    control = new StandInClient(server.liteLlm());
    hash = control.seed(Calls.key("secret", "sk-victim", "name", "app"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /key/info?key=UNKNOWN | '' | 404 | not_found_error",
        "GET /key/info | '' | 422 | Field required",
        "GET /key/info?key=app | '' | 400 | Invalid key format",
        "GET /key/block | '' | 405 | Method Not Allowed",
        "DELETE /key/delete | {\"keys\":[\"HASH\"]} | 405 | Method Not Allowed",
        "POST /key/kill | {\"key\":\"HASH\"} | 404 | Not Found",
        "POST /key/block | {} | 422 | Field required",
        "POST /key/block | {\"key\":\"UNKNOWN\"} | 404 | not_found_error",
        "POST /key/block | {\"key\":\"app\"} | 400 | Invalid key format",
        "POST /key/block | key=HASH | 400 | could not parse",
        "POST /key/update | {\"key\":\"UNKNOWN\",\"rpm_limit\":1} | 404 | not_found_error",
        "POST /key/update | {\"key\":\"HASH\",\"max_budget\":\"1\"} | 422 | number",
        "POST /key/update | {\"key\":\"HASH\",\"max_budget\":-1} | 422 | number",
        "POST /key/update | {\"key\":\"HASH\",\"limit\":1} | 422 | unexpected",
        "POST /key/delete | {\"keys\":[]} | 400 | must be passed",
        "POST /key/delete | {\"keys\":[\"UNKNOWN\"]} | 404 | not_found_error",
        "GET /key/list?page=0 | '' | 422 | numbers from 1",
      })
  void shouldRefuse(String line, String body, int status, String text) {
    HttpResponse<String> answer = call(line, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-none: 1 | Content-Type: application/json | 401",
        "Authorization: Bearer sk-wrong | Content-Type: application/json | 401",
        "Authorization: Bearer sk-victim | Content-Type: application/json | 401",
        "x-api-key: sk-master-standin | Content-Type: application/json | 401",
        "Authorization: Bearer sk-master-standin | Content-Type: text/plain | 400",
      })
  void shouldRefuseHeaders(String authorization, String type, int status) {
    String body = "{\"key\":\"" + hash + "\"}";

    var answer = Calls.send(server.liteLlm(), "POST /key/block", body, authorization, type);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(control.effects()).isEmpty();
  }

  @Test
  void shouldRefuseCallsOfABlockedKeyUntilItIsUnblocked() {
    assertThat(hash).isEqualTo(Json.sha256("sk-victim"));
    assertThat(chat().statusCode()).isEqualTo(200);

    assertThat(call("POST /key/block", "{\"key\":\"HASH\"}").body()).contains("\"blocked\":true");
    assertThat(call("POST /key/block", "{\"key\":\"HASH\"}").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = chat();

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("Key is blocked", "auth_error", "\"code\":\"401\"");
    call("POST /key/unblock", "{\"key\":\"sk-victim\"}");
    assertThat(chat().statusCode()).isEqualTo(200);
  }

  @Test
  void shouldStopAtTheBudgetAndDropNulls() {
    chat();
    call("POST /key/update", "{\"key\":\"HASH\",\"max_budget\":0.01}");

    HttpResponse<String> refused = chat();
    call("POST /key/update", "{\"key\":\"HASH\",\"max_budget\":null}");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("budget_exceeded");
    assertThat(call("GET /key/info?key=HASH", "").body()).contains("\"max_budget\":0.01");
    assertThat(chat().statusCode()).isEqualTo(429);
  }

  @Test
  void shouldLimitTheRate() {
    call("POST /key/update", "{\"key\":\"HASH\",\"rpm_limit\":0}");

    assertThat(chat().body()).contains("throttling_error");
  }

  @Test
  void shouldShowADeletedKeyOnlyAmongTheDeleted() {
    HttpResponse<String> deleted = call("POST /key/delete", "{\"keys\":[\"HASH\"]}");

    assertThat(deleted.body()).contains("\"deleted_keys\":[\"" + hash + "\"]");
    assertThat(call("GET /key/info?key=HASH", "").statusCode()).isEqualTo(404);
    assertThat(call("GET /key/list", "").body()).doesNotContain(hash);
    assertThat(call("GET /key/list?status=deleted", "").body()).contains(hash);
    assertThat(chat().statusCode()).isEqualTo(401);
    assertThat(control.effects()).containsExactly("POST /key/delete " + hash);
  }

  private HttpResponse<String> call(String line, String body) {
    return Calls.send(server.liteLlm(), filled(line), filled(body), ADMIN, JSON);
  }

  private String filled(String text) {
    return text.replace("HASH", hash).replace("UNKNOWN", UNKNOWN);
  }

  @Test
  void shouldLogTheCallsThatItServedAndNoOthers() {
    assertThat(chat().statusCode()).isEqualTo(200);
    assertThat(call("POST /key/block", "{\"key\":\"HASH\"}").statusCode()).isEqualTo(200);
    assertThat(chat().statusCode()).isEqualTo(401);

    String logs =
        call("GET /spend/logs?start_date=2020-01-01&end_date=2999-01-01&summarize=false", "")
            .body();

    assertThat(logs.split("\"request_id\":\"chatcmpl-", -1)).hasSize(2);
    assertThat(logs).contains("\"api_key\":\"" + hash + "\"", "\"status\":\"success\"");
  }

  private HttpResponse<String> chat() {
    return Calls.send(
        server.liteLlm(),
        "POST /v1/chat/completions",
        CHAT,
        "Authorization: Bearer sk-victim",
        JSON,
        "x-standin-tokens: input=9000,cached=0,output=10,usd=0.02");
  }
}
