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

class GoogleStandInTest {
  private static final String ADMIN = "Authorization: Bearer " + StandInProvider.GOOGLE.adminKey();
  private static final String JSON = "Content-Type: application/json";
  private static final String KEYS = "/v2/projects/p/locations/global/keys";
  private static final String ACCOUNT = "/v1/projects/p/serviceAccounts/a@b.c/keys";

  private StandInServer server;
  private StandInClient control;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    control = new StandInClient(server.at(StandInProvider.GOOGLE));
    control.seed(Calls.key("id", "uid", "project", "p", "secret", "s1"));
    control.seed(Calls.key("id", "sak", "project", "p", "owner_id", "a@b.c", "secret", "s2"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v2/projects/q/locations/global/keys | '' | 403 | PERMISSION_DENIED",
        "PATCH KEYS/uid | {\"restrictions\":{}} | 400 | INVALID_ARGUMENT",
        "PATCH KEYS/uid?updateMask=restrictions | {} | 400 | INVALID_ARGUMENT",
        "PATCH KEYS/uid?updateMask=restrictions | {\"restrictions\":{\"ips\":{}}} | 400 | INVALID",
        "PATCH KEYS/none?updateMask=restrictions | {\"restrictions\":{}} | 404 | NOT_FOUND",
        "PATCH KEYS/sak?updateMask=restrictions | {\"restrictions\":{}} | 404 | NOT_FOUND",
        "DELETE KEYS/none | '' | 404 | NOT_FOUND",
        "POST KEYS/uid:undelete | {} | 400 | FAILED_PRECONDITION",
        "POST KEYS/uid:disable | {} | 404 | NOT_FOUND",
        "PUT KEYS/uid | {} | 405 | method_not_allowed",
        "GET /v2/operations/none | '' | 404 | NOT_FOUND",
        "GET ACCOUNT/none | '' | 404 | NOT_FOUND",
        "GET ACCOUNT/uid | '' | 404 | NOT_FOUND",
        "POST ACCOUNT/sak:kill | {} | 404 | NOT_FOUND",
        "POST ACCOUNT/sak:disable | {\"force\":true} | 400 | INVALID_ARGUMENT",
        "POST ACCOUNT/sak:disable | x | 400 | invalid_json",
      })
  void shouldRefuse(String line, String body, int status, String text) {
    HttpResponse<String> answer = call(line, body, ADMIN);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\":" + status, text);
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"x-none: 1", "Authorization: Bearer s2", "x-goog-api-key: google-token-standin"})
  void shouldRefuseOthersThanTheAdministrator(String header) {
    assertThat(call("DELETE KEYS/uid", "", header).statusCode()).isEqualTo(401);
    assertThat(call("DELETE ACCOUNT/sak", "", header).statusCode()).isEqualTo(401);
    assertThat(control.effects()).isEmpty();
  }

  @Test
  void shouldAllowOneKindOfClientRestrictionOnly() {
    String two = "{\"restrictions\":{\"serverKeyRestrictions\":{},\"iosKeyRestrictions\":{}}}";

    assertThat(call("PATCH KEYS/uid?updateMask=restrictions", two, ADMIN).statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldDeleteByAnOperationAndOnlyUndeleteAfterwards() {
    String operation = call("DELETE KEYS/uid", "", ADMIN).body();

    assertThat(operation).isEqualTo("{\"name\":\"operations/akmf.0\"}");
    assertThat(call("GET /v2/operations/akmf.0", "", ADMIN).body()).contains("\"done\":true");
    assertThat(call("GET KEYS", "", ADMIN).body()).doesNotContain("uid");
    assertThat(call("GET KEYS?showDeleted=true", "", ADMIN).body()).contains("deleteTime");
    assertThat(call("DELETE KEYS/uid", "", ADMIN).body()).contains("FAILED_PRECONDITION");
    String body = "{\"restrictions\":{}}";
    assertThat(call("PATCH KEYS/uid?updateMask=restrictions", body, ADMIN).body())
        .contains("FAILED_PRECONDITION");
    assertThat(call("POST KEYS/uid:undelete", "{}", ADMIN).statusCode()).isEqualTo(200);
    assertThat(call("GET KEYS", "", ADMIN).body()).contains("uid").doesNotContain("deleteTime");
  }

  @Test
  void shouldShowADisabledAccountKeyUntilItIsDeleted() {
    assertThat(call("GET ACCOUNT/sak", "", ADMIN).body()).doesNotContain("disabled");
    call("POST ACCOUNT/sak:disable", "{}", ADMIN);
    assertThat(call("GET ACCOUNT/sak", "", ADMIN).body()).contains("\"disabled\":true");
    call("DELETE ACCOUNT/sak", "", ADMIN);
    assertThat(call("GET ACCOUNT/sak", "", ADMIN).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> call(String line, String body, String header) {
    String filled = line.replace("KEYS", KEYS).replace("ACCOUNT", ACCOUNT);
    return Calls.send(server.at(StandInProvider.GOOGLE), filled, body, header, JSON);
  }
}
