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

class OpenRouterStandInTest {
  private static final String ADMIN =
      "Authorization: Bearer " + StandInProvider.OPENROUTER.adminKey();
  private static final String JSON = "Content-Type: application/json";

  private StandInServer server;
  private StandInClient control;
  private String hash;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    control = new StandInClient(server.at(StandInProvider.OPENROUTER));
    hash = control.seed(Calls.key("secret", "sk-victim"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /keys/UNKNOWN | '' | 404",
        "PATCH /keys/UNKNOWN | {\"disabled\":true} | 404",
        "DELETE /keys/UNKNOWN | '' | 404",
        "PUT /keys/HASH | {\"disabled\":true} | 405",
        "POST /keys/HASH/disable | {} | 404",
        "PATCH /keys/HASH | {} | 400",
        "PATCH /keys/HASH | {\"disabled\":\"true\"} | 400",
        "PATCH /keys/HASH | {\"limit\":-1} | 400",
        "PATCH /keys/HASH | {\"limit\":\"1\"} | 400",
        "PATCH /keys/HASH | {\"limit_reset\":\"yearly\"} | 400",
        "PATCH /keys/HASH | {\"blocked\":true} | 400",
        "PATCH /keys/HASH | disabled=true | 400",
      })
  void shouldRefuse(String line, String body, int status) {
    HttpResponse<String> answer = call(line, body, ADMIN);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"code\":" + status);
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x-none: 1",
    "Authorization: Bearer sk-wrong",
    "Authorization: Bearer sk-victim",
    "x-api-key: sk-or-v1-management-standin",
  })
  void shouldRefuseOthersThanTheManagementKey(String header) {
    HttpResponse<String> answer = call("PATCH /keys/HASH", "{\"disabled\":true}", header);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(control.effects()).isEmpty();
  }

  @Test
  void shouldNotServeADisabledOrDeletedKey() {
    assertThat(chat().statusCode()).isEqualTo(200);
    call("PATCH /keys/HASH", "{\"disabled\":true}", ADMIN);
    assertThat(chat().statusCode()).isEqualTo(401);
    assertThat(call("GET /keys", "", ADMIN).body()).doesNotContain(hash);
    assertThat(call("GET /keys?include_disabled=true", "", ADMIN).body()).contains(hash);
    call("PATCH /keys/HASH", "{\"disabled\":false}", ADMIN);
    assertThat(chat().statusCode()).isEqualTo(200);

    assertThat(call("DELETE /keys/HASH", "", ADMIN).body()).isEqualTo("{\"deleted\":true}");

    assertThat(chat().statusCode()).isEqualTo(401);
    assertThat(call("DELETE /keys/HASH", "", ADMIN).statusCode()).isEqualTo(404);
    assertThat(call("GET /keys?include_disabled=true", "", ADMIN).body()).doesNotContain(hash);
  }

  @Test
  void shouldStopAtTheLimitAndShowTheUse() {
    chat();

    String row = call("PATCH /keys/HASH", "{\"limit\":0.01}", ADMIN).body();

    assertThat(row).contains("\"usage\":0.02", "\"limit\":0.01").doesNotContain("secret");
    assertThat(chat().statusCode()).isEqualTo(402);
    call("PATCH /keys/HASH", "{\"limit\":null}", ADMIN);
    assertThat(chat().statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> call(String line, String body, String header) {
    String filled = line.replace("HASH", hash).replace("UNKNOWN", "0".repeat(64));
    String path = filled.replaceFirst(" ", " /api/v1");
    return Calls.send(server.at(StandInProvider.OPENROUTER), path, body, header, JSON);
  }

  private HttpResponse<String> chat() {
    return Calls.send(
        server.at(StandInProvider.OPENROUTER),
        "POST /api/v1/chat/completions",
        "{\"model\":\"m\"}",
        "Authorization: Bearer sk-victim",
        JSON,
        "x-standin-tokens: input=9000,cached=0,output=10,usd=0.02");
  }
}
