package io.keyfuse.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiStandInTest {
  private static final String ADMIN = "Authorization: Bearer " + StandInConfig.OPENAI_ADMIN_KEY;
  private static final String JSON = "Content-Type: application/json";
  private static final String ORG = "/v1/organization";
  private static final String PROJECT = ORG + "/projects/proj_1";
  private static final String CHAT = "{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\"}]}";

  private StandInServer server;
  private StandInClient control;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder));
    control = new StandInClient(server.openAi());
    control.seed(Calls.key("id", "key_1", "secret", "sk-victim", "project", "proj_1"));
    control.seed(Calls.key("id", "key_2", "secret", "sk-other", "project", "proj_2"));
    control.seed(
        Calls.key("id", "key_3", "secret", "s3", "project", "proj_1", "owner_id", "svc_1")
            .put("owner_type", "service_account"));
    control.seed(
        Calls.key("id", "key_4", "secret", "s4", "project", "proj_1").put("expires_at", 5));
    control.seed(
        Calls.key("id", "key_5", "secret", "s5", "project", "proj_1")
            .put("owner_project_access", "inactive"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET PROJECT/api_keys/key_9 | '' | 404 | No API key",
        "GET PROJECT/api_keys/key_2 | '' | 404 | No API key",
        "GET ORG/projects/proj_9/api_keys/key_1 | '' | 404 | No project",
        "GET ORG/api_keys/key_1 | '' | 404 | Invalid URL",
        "PUT PROJECT/api_keys/key_1 | {\"scopes\":[]} | 405 | not allowed",
        "PATCH PROJECT/api_keys/key_1 | {\"scopes\":[]} | 405 | not allowed",
        "POST PROJECT/api_keys/key_1 | {} | 400 | At least one",
        "POST PROJECT/api_keys/key_1 | {\"scopes\":null} | 400 | never null",
        "POST PROJECT/api_keys/key_1 | {\"scopes\":[null]} | 400 | array of strings",
        "POST PROJECT/api_keys/key_1 | {\"scopes\":\"x\"} | 400 | array of strings",
        "POST PROJECT/api_keys/key_1 | {\"enabled\":false} | 400 | Unknown parameter",
        "POST PROJECT/api_keys/key_1 | {\"expires_in_seconds\":0} | 400 | positive",
        "POST PROJECT/api_keys/key_1 | {\"expires_in_seconds\":\"9\"} | 400 | positive",
        "POST PROJECT/api_keys/key_1 | {\"scopes\": | 400 | could not parse",
        "POST PROJECT/api_keys/key_4 | {\"scopes\":[\"a\"]} | 400 | expired",
        "POST PROJECT/api_keys/key_2 | {\"scopes\":[\"a\"]} | 404 | No API key",
        "DELETE PROJECT/api_keys/key_3 | '' | 400 | service account",
        "DELETE PROJECT/api_keys/key_9 | '' | 404 | No API key",
        "DELETE PROJECT/service_accounts/svc_9 | '' | 404 | service account",
        "GET PROJECT/api_keys?limit=101 | '' | 400 | limit",
        "GET PROJECT/api_keys?owner_project_access=all | '' | 400 | one of",
        "GET PROJECT/spend_limit | '' | 404 | No spend limit",
        "DELETE PROJECT/spend_limit | '' | 404 | No spend limit",
        "POST PROJECT/spend_limit | {\"threshold_amount\":1} | 400 | USD",
        "POST PROJECT/spend_limit | {\"threshold_amount\":0} | 400 | at least 1",
        "POST PROJECT/spend_limit | {\"threshold_amount\":1.5} | 400 | whole cents",
        "POST PROJECT/spend_limit | {\"threshold_amount\":\"1\"} | 400 | whole cents",
        "GET ORG/audit_logs?limit=0 | '' | 400 | limit",
        "GET ORG/audit_logs?effective_at[gt]=now | '' | 400 | Unix seconds",
      })
  void shouldRefuse(String line, String body, int status, String text) {
    HttpResponse<String> answer = call(line, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"error\":{\"message\":", "\"code\":", text);
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-none: 1 | Content-Type: application/json | 401 | invalid_api_key",
        "Authorization: Bearer sk-wrong | Content-Type: application/json | 401 | invalid_api_key",
        "Authorization: Bearer sk-victim | Content-Type: application/json | 403 | insufficient",
        "x-api-key: sk-admin-standin | Content-Type: application/json | 401 | invalid_api_key",
        "Authorization: Bearer sk-admin-standin | Content-Type: text/plain | 400 | content_type",
        "Authorization: Bearer sk-admin-standin | x-none: 1 | 400 | content_type",
      })
  void shouldRefuseHeaders(String authorization, String type, int status, String text) {
    String line = "POST " + PROJECT + "/api_keys/key_1";

    var answer = Calls.send(server.openAi(), line, "{\"scopes\":[\"a\"]}", authorization, type);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
    assertThat(control.effects()).isEmpty();
  }

  @Test
  void shouldRefuseModelCallsOfNarrowScopesAndTreatNoScopesAsAll() {
    assertThat(chat("sk-victim").statusCode()).isEqualTo(200);

    HttpResponse<String> updated =
        call("POST PROJECT/api_keys/key_1", "{\"scopes\":[\"api.files.read\"]}");
    HttpResponse<String> refused = chat("sk-victim");
    call("POST PROJECT/api_keys/key_1", "{\"scopes\":[]}");

    assertThat(updated.body()).contains("\"id\":\"key_1\"").doesNotContain("scopes");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Missing scopes");
    assertThat(chat("sk-victim").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTellOldScopesByTheAuditLogOnlyNewestFirst() {
    call("POST PROJECT/api_keys/key_1", "{\"scopes\":[\"api.model.request\"]}");
    call("POST PROJECT/api_keys/key_1", "{\"scopes\":[\"api.files.read\"]}");

    String log = call("GET ORG/audit_logs?resource_ids[]=key_1&limit=2", "").body();

    assertThat(log).contains("\"has_more\":true");
    assertThat(log.indexOf("api.files.read")).isBetween(0, log.indexOf("api.model.request"));
    assertThat(call("GET ORG/audit_logs?event_types[]=api_key.deleted", "").body())
        .contains("\"data\":[]");
    assertThat(call("GET ORG/audit_logs?event_types[]=api_key.created", "").body())
        .contains("\"api_key.created\":{\"id\":\"key_1\",\"data\":{\"scopes\":[]}}");
  }

  @Test
  void shouldDeleteOnce() {
    assertThat(call("DELETE PROJECT/api_keys/key_1", "").body()).contains("\"deleted\":true");

    assertThat(call("DELETE PROJECT/api_keys/key_1", "").statusCode()).isEqualTo(404);
    assertThat(call("GET PROJECT/api_keys?owner_project_access=any", "").body())
        .doesNotContain("\"key_1\"");
    assertThat(chat("sk-victim").body()).contains("invalid_api_key");
    assertThat(control.effects()).containsExactly("DELETE api_keys key_1");
  }

  @Test
  void shouldDeleteAServiceAccountWithItsKeys() {
    assertThat(call("DELETE PROJECT/service_accounts/svc_1", "").statusCode()).isEqualTo(200);

    assertThat(call("GET PROJECT/api_keys/key_3", "").statusCode()).isEqualTo(404);
    assertThat(chat("s3").statusCode()).isEqualTo(401);
    assertThat(call("DELETE PROJECT/service_accounts/svc_1", "").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldHideKeysOfInactiveOwnersUnlessAskedForAny() {
    assertThat(call("GET PROJECT/api_keys", "").body()).doesNotContain("key_5");
    assertThat(call("GET PROJECT/api_keys?owner_project_access=any", "").body()).contains("key_5");
  }

  @Test
  void shouldStopAProjectAtItsSpendLimitAndLiftIt() {
    String limit = "{\"threshold_amount\":1,\"currency\":\"USD\",\"interval\":\"month\"}";
    chat("sk-victim");

    HttpResponse<String> set = call("POST PROJECT/spend_limit", limit);
    HttpResponse<String> refused = chat("sk-victim");

    assertThat(set.body()).contains("project.spend_limit", "\"status\":\"enforcing\"");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("project_spend_limit_exceeded", "insufficient_quota");
    assertThat(chat("sk-other").statusCode()).isEqualTo(200);
    assertThat(call("DELETE PROJECT/spend_limit", "").body()).contains("spend_limit.deleted");
    assertThat(chat("sk-victim").statusCode()).isEqualTo(200);
    call("POST ORG/spend_limit", limit);
    assertThat(chat("sk-other").body()).contains("organization_spend_limit_exceeded");
  }

  private HttpResponse<String> call(String line, String body) {
    String full = line.replace("PROJECT", PROJECT).replace("ORG", ORG);
    String encoded = full.replace("[", "%5B").replace("]", "%5D");
    return Calls.send(server.openAi(), encoded, body, ADMIN, JSON);
  }

  @Test
  void shouldReportNoUsageOfCallsThatItRefused() {
    String usage =
        "GET /v1/organization/usage/completions?bucket_width=1m&group_by=api_key_id&start_time="
            + Instant.now().minusSeconds(120).getEpochSecond();
    chat("s4");
    String refusedOnly = Calls.send(server.openAi(), usage, "", ADMIN).body();
    chat("sk-victim");

    assertThat(refusedOnly).contains("\"bucket\"").doesNotContain("key_4");
    assertThat(Calls.send(server.openAi(), usage, "", ADMIN).body())
        .contains("\"api_key_id\":\"key_1\"");
  }

  private HttpResponse<String> chat(String secret) {
    return Calls.send(
        server.openAi(),
        "POST /v1/chat/completions",
        CHAT,
        "Authorization: Bearer " + secret,
        JSON,
        "x-standin-tokens: input=9000,cached=0,output=10,usd=0.02");
  }
}
