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

class PortkeyStandInTest {
  private static final String ADMIN = "x-portkey-api-key: " + StandInProvider.PORTKEY.adminKey();
  private static final String JSON = "Content-Type: application/json";

  private StandInServer server;
  private StandInClient control;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    control = new StandInClient(server.at(StandInProvider.PORTKEY));
    control.seed(Calls.key("id", "k", "secret", "pk-victim"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET none | '' | 404",
        "DELETE none | '' | 404",
        "PUT none | {\"rate_limits\":[]} | 404",
        "PATCH k | {\"rate_limits\":[]} | 405",
        "PUT k | {\"disabled\":true} | 400",
        "PUT k | {\"rate_limits\":{}} | 400",
        "PUT k | {\"rate_limits\":[{\"type\":\"requests\",\"unit\":\"rpm\",\"value\":-1}]} | 400",
        "PUT k | {\"rate_limits\":[{\"type\":\"requests\",\"unit\":\"rpx\",\"value\":1}]} | 400",
        "PUT k | {\"rate_limits\":[{\"type\":\"calls\",\"unit\":\"rpm\",\"value\":1}]} | 400",
        "PUT k | {\"usage_limits\":{\"credit_limit\":0,\"type\":\"cost\"}} | 400",
        "PUT k | {\"usage_limits\":{\"credit_limit\":1.5,\"type\":\"cost\"}} | 400",
        "PUT k | {\"usage_limits\":null} | 400",
        "PUT k | rate=0 | 400",
      })
  void shouldRefuse(String line, String body, int status) {
    HttpResponse<String> answer = call(line, body, ADMIN);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"success\":false");
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x-none: 1",
    "x-portkey-api-key: pk-victim",
    "Authorization: Bearer portkey-admin-standin"
  })
  void shouldRefuseOthersThanTheAdministrator(String header) {
    assertThat(call("DELETE k", "", header).statusCode()).isEqualTo(401);
    assertThat(control.effects()).isEmpty();
  }

  @Test
  void shouldNotServeAtARateOfZeroNorAfterDeletion() {
    assertThat(chat()).isEqualTo(200);
    String zero = "{\"rate_limits\":[{\"type\":\"requests\",\"unit\":\"rpm\",\"value\":0}]}";
    assertThat(call("PUT k", zero, ADMIN).body()).isEqualTo("{}");
    assertThat(chat()).isEqualTo(429);
    call("PUT k", "{\"rate_limits\":[]}", ADMIN);
    assertThat(chat()).isEqualTo(200);

    call("DELETE k", "", ADMIN);

    assertThat(chat()).isEqualTo(401);
    assertThat(call("DELETE k", "", ADMIN).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> call(String line, String body, String header) {
    String path = line.replace(" ", " /v1/api-keys/");
    return Calls.send(server.at(StandInProvider.PORTKEY), path, body, header, JSON);
  }

  private int chat() {
    return Calls.send(
            server.at(StandInProvider.PORTKEY),
            "POST /v1/chat/completions",
            "{}",
            "x-portkey-api-key: pk-victim",
            JSON)
        .statusCode();
  }
}
