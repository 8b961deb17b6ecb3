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

class AzureStandInTest {
  private static final String ADMIN = "Authorization: Bearer " + StandInProvider.AZURE.adminKey();
  private static final String JSON = "Content-Type: application/json";
  private static final String PLACE =
      "/subscriptions/sub-1/resourceGroups/group-1/providers/Microsoft.CognitiveServices/accounts";
  private static final String OFF = "{\"properties\":{\"disableLocalAuth\":true}}";

  private StandInServer server;
  private StandInClient control;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    control = new StandInClient(server.at(StandInProvider.AZURE));
    control.seed(Calls.key("id", "acc", "secret", "k1"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET PLACE/acc | '' | 400 | MissingApiVersionParameter",
        "GET PLACE/none?V | '' | 404 | ResourceNotFound",
        "PATCH PLACE/none?V | {\"properties\":{\"disableLocalAuth\":true}} | 404 | ResourceNotFound",
        "PATCH PLACE/acc?V | {\"disableLocalAuth\":true} | 400 | InvalidRequestContent",
        "PATCH PLACE/acc?V | {\"properties\":{\"disableLocalAuth\":1}} | 400 | InvalidRequest",
        "PUT PLACE/acc?V | {} | 405 | method_not_allowed",
        "POST PLACE/acc/regenerateKey?V | {} | 400 | missing_required_parameter",
        "POST PLACE/acc/regenerateKey?V | {\"keyName\":\"key1\"} | 400 | InvalidKeyName",
        "POST PLACE/none/regenerateKey?V | {\"keyName\":\"Key1\"} | 404 | ResourceNotFound",
        "POST PLACE/acc/revokeKey?V | {} | 404 | unknown_url",
      })
  void shouldRefuse(String line, String body, int status, String text) {
    HttpResponse<String> answer = call(line, body, ADMIN);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"x-none: 1", "Authorization: Bearer k1", "api-key: entra-token-standin"})
  void shouldRefuseOthersThanTheAdministrator(String header) {
    assertThat(call("PATCH PLACE/acc?V", OFF, header).statusCode()).isEqualTo(401);
    assertThat(control.effects()).isEmpty();
  }

  @Test
  void shouldChangeInTheBackgroundAndRefuseASecondChangeMeanwhile() {
    HttpResponse<String> accepted = call("PATCH PLACE/acc?V", OFF, ADMIN);

    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.body()).isEmpty();
    assertThat(accepted.headers().firstValue("Azure-AsyncOperation")).isPresent();
    assertThat(call("PATCH PLACE/acc?V", OFF, ADMIN).body()).contains("AnotherOperationInProgress");
    assertThat(call("GET PLACE/acc?V", "", ADMIN).body()).contains("Accepted");
    assertThat(call("GET PLACE/acc?V", "", ADMIN).body()).contains("Succeeded", "true");
    assertThat(chat("k1")).isEqualTo(403);
  }

  @Test
  void shouldMakeANewKeyEachTime() {
    assertThat(chat("k1")).isEqualTo(200);

    call("POST PLACE/acc/regenerateKey?V", "{\"keyName\":\"Key1\"}", ADMIN);
    call("POST PLACE/acc/regenerateKey?V", "{\"keyName\":\"Key1\"}", ADMIN);

    assertThat(chat("k1")).isEqualTo(401);
    assertThat(control.effects()).hasSize(2).allMatch("REGENERATE acc/Key1"::equals);
  }

  private HttpResponse<String> call(String line, String body, String header) {
    String filled = line.replace("PLACE", PLACE).replace("?V", "?api-version=2025-09-01");
    return Calls.send(server.at(StandInProvider.AZURE), filled, body, header, JSON);
  }

  private int chat(String secret) {
    return Calls.send(
            server.at(StandInProvider.AZURE),
            "POST /openai/deployments/d/chat/completions",
            "{}",
            "api-key: " + secret,
            JSON)
        .statusCode();
  }
}
