package io.keyfuse.console.http;

import static io.keyfuse.console.http.ConsoleServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.console.fixture.Hostile;
import io.keyfuse.console.fixture.Records;
import io.keyfuse.console.fixture.Scene;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static ConsoleServer server;

  @BeforeAll
  static void start() {
    server = new ConsoleServer(4, Duration.ofSeconds(1));
    new Scene(server.model, Records.NOW).play();
    Hostile.addTo(server.model, Records.NOW);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/overview",
        "/api/v1/incidents",
        "/api/v1/incidents/x",
        "/api/v1/commands",
        "/api/v1/decisions",
        "/api/v1/keys",
        "/api/v1/spend",
        "/api/v1/stream",
        "/api/v1/nothing"
      })
  void shouldRefuseEveryApiPathWithoutTheToken(String path) throws Exception {
    String[] attempts = {
      "", "Bearer ", "Bearer wrong", "Basic " + TOKEN, TOKEN, "Bearer x" + TOKEN
    };
    for (String attempt : attempts) {
      HttpResponse<String> answer = server.send(server.request(path, attempt).GET().build());

      assertThat(answer.statusCode()).as("%s with '%s'", path, attempt).isEqualTo(401);
      assertThat(error(answer)).isEqualTo("unauthorized");
      assertThat(answer.body()).doesNotContain(TOKEN);
    }
  }

  @Test
  void shouldNotTakeTheTokenFromTheAddress() throws Exception {
    HttpResponse<String> answer =
        server.send(server.request("/api/v1/keys?token=" + TOKEN, "").GET().build());

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void shouldServeIncidentsAndOneInFull() throws Exception {
    JsonNode list = JSON.readTree(server.get("/api/v1/incidents").body()).path("incidents");
    assertThat(list).hasSize(4);
    assertThat(list.get(0).path("state").asText()).isEqualTo("OPEN");

    String id = "5b1c7a52-9d2e-5f6a-8c11-3a1f0e6d9b01";
    JsonNode one = JSON.readTree(server.get("/api/v1/incidents/" + id).body());
    assertThat(one.at("/incident/last_outcome").asText()).isEqualTo("VERIFIED");
    assertThat(one.at("/evidence/0/facts/1/name").asText()).isEqualTo("times_baseline");
    assertThat(one.at("/timeline/0/label").asText()).isEqualTo("OPEN");
    assertThat(one.at("/commands/0/outcomes")).hasSize(3);
  }

  @Test
  void shouldServeKeysSpendCommandsDecisionsAndTheTopLine() throws Exception {
    JsonNode keys = JSON.readTree(server.get("/api/v1/keys").body()).path("keys");
    JsonNode spend = JSON.readTree(server.get("/api/v1/spend").body());
    JsonNode commands = JSON.readTree(server.get("/api/v1/commands?limit=1").body());
    JsonNode decisions = JSON.readTree(server.get("/api/v1/decisions").body());
    JsonNode overview = JSON.readTree(server.get("/api/v1/overview").body());

    assertThat(keys).hasSize(4);
    assertThat(spend.path("total_usd")).hasSize(60);
    assertThat(spend.path("keys")).hasSize(20);
    assertThat(spend.at("/total_usd/59").isTextual()).as("money is exact text").isTrue();
    assertThat(commands.path("commands")).hasSize(1);
    assertThat(decisions.path("decisions")).hasSize(2);
    assertThat(overview.path("keys_blocked").asInt()).isEqualTo(1);
    assertThat(overview.path("newest_minute").asText()).isEqualTo("2026-11-23T16:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "9999", "10000", "ten", "1e2", "", "%00", "5;drop"})
  void shouldRefuseALimitOutsideItsRange(String limit) throws Exception {
    HttpResponse<String> answer = server.get("/api/v1/keys?limit=" + limit);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo("bad_limit");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/v1/nothing,404,not_found",
    "GET,/api/v1/incidents/unknown,404,not_found",
    "GET,/api/v1/incidents/..%2F..%2Fetc%2Fpasswd,,",
    "POST,/api/v1/keys,405,method_not_allowed",
    "DELETE,/api/v1/incidents/a,405,method_not_allowed",
    "PUT,/api/v1/spend,405,method_not_allowed",
    "PATCH,/api/v1/commands,405,method_not_allowed"
  })
  void shouldAnswerWithACodeOfTheClosedSet(String method, String path, Integer status, String code)
      throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request(path, "Bearer " + TOKEN)
                .method(method, BodyPublishers.noBody())
                .build());

    if (status == null) {
      // An encoded slash is refused before it reaches us, or finds nothing.
      assertThat(answer.statusCode()).isIn(400, 404);
    } else {
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(error(answer)).isEqualTo(code);
    }
  }

  @Test
  void shouldWriteHostileTextAsHarmlessJson() throws Exception {
    // Given an incident, a key and spend whose every text is markup and script
    String incidents = server.get("/api/v1/incidents").body();
    String all = incidents + server.get("/api/v1/keys").body() + server.get("/api/v1/spend").body();

    // Then no character of markup is left, and reading gives the text back unchanged
    assertThat(all).contains("\\u003C").doesNotContain("<", ">", "'", "&", "\u2028");
    assertThat(JSON.readTree(incidents).findValuesAsText("tenant")).contains(Hostile.TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/app.js", "/api/v1/overview", "/api/v1/nothing"})
  void shouldSendStrictHeadersWithEveryAnswer(String path) throws Exception {
    HttpResponse<String> answer = server.get(path);

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http:", "https:", "data:", "*");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.headers().firstValue("Cache-Control"))
        .contains(path.startsWith("/api") ? "no-store" : "no-cache");
  }

  @Test
  void shouldCountEveryRequestOnceByItsResult() throws Exception {
    double ok = server.requests("ok");
    double lost = server.requests("not_found");

    server.get("/api/v1/overview");
    server.get("/api/v1/nothing");

    assertThat(server.requests("ok")).isEqualTo(ok + 1);
    assertThat(server.requests("not_found")).isEqualTo(lost + 1);
  }

  private static String error(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body()).at("/error/code").asText();
  }
}
