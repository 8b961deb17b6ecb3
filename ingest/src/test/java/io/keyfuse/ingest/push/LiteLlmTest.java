package io.keyfuse.ingest.push;

import static io.keyfuse.ingest.http.IntakeServer.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.file.SharedFiles;
import io.keyfuse.ingest.http.IntakeServer;
import io.keyfuse.ingest.http.IntakeServer.Reply;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What LiteLLM's callback becomes. */
class LiteLlmTest {
  private static final String HASH =
      "88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b";

  private final IntakeServer server =
      new IntakeServer("{'litellm':{'account':'proxy-1'}}", List.of());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldTakeLiteLlmsOwnFixture() throws IOException {
    String body =
        Files.readString(SharedFiles.get("data/samples/litellm/standard_logging_payload.json"));

    Reply reply = server.postTo(PushRoutes.LITELLM, JSON, body);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(server.publisher.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventId())
                  .isEqualTo("chatcmpl-2299b6a2-82a3-465a-b47c-04e685a2227f:acompletion");
              assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(10, 20));
              // 0.00022500000000000002 USD
              assertThat(event.getCost()).isEqualTo(new Cost(225_000L, CostBasis.REPORTED));
              assertThat(event.getOccurredAt()).isEqualTo("2025-01-24T09:20:46.847Z");
              assertThat(CredentialId.of(event.getCredential()))
                  .isEqualTo("litellm:proxy-1:unattributed");
              assertThat(event.getOperation()).isEqualTo("chat");
              assertThat(event.toString()).doesNotContain("Hello, world!");
            });
  }

  @Test
  void shouldTakeWhatTheLiveCallbackSends() {
    server.postTo(
        PushRoutes.LITELLM,
        JSON,
        payload(
            "'prompt_tokens':100,'completion_tokens':20,'response_cost':1.5e-05,"
                + "'requester_ip_address':'10.1.2.3','end_user':'u1','metadata':{"
                + "'user_api_key_hash':'"
                + HASH
                + "','user_api_key_alias':'checkout','user_api_key_team_id':'t1',"
                + "'user_api_key_org_id':'o1','usage_object':{'prompt_tokens_details':"
                + "{'cached_tokens':60},'completion_tokens_details':{'reasoning_tokens':5}}}"));

    UsageEvent event = server.publisher.events().get(0);
    assertThat(CredentialId.of(event.getCredential())).isEqualTo("litellm:proxy-1:" + HASH);
    assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(100, 60, 0, 0, 20, 5));
    assertThat(event.getCost()).isEqualTo(new Cost(15_000L, CostBasis.REPORTED));
    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-11-02T11:59:00.123Z"));
    assertThat(event.getClientIp()).isEqualTo("10.1.2.3");
    assertThat(event.getTenant()).isEqualTo("t1");
    assertThat(event.getProject()).isEqualTo("o1");
    assertThat(event.getFeature()).isEqualTo("checkout");
    assertThat(event.getUser()).isEqualTo("u1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n%s\n", "[%s,%s]", "%s%s"})
  void shouldTakeEveryLogFormatAsApplicationJson(String format) {
    String body = format.formatted(payload("'id':'a'"), payload("'id':'b'"));

    Reply reply = server.postTo(PushRoutes.LITELLM, JSON, body);

    assertThat(reply.body().path("accepted").asInt()).isEqualTo(2);
    assertThat(server.feed("usage", "litellm-callback")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "null"})
  void shouldLeaveACostOfNothingToThePriceBook(String cost) {
    server.postTo(PushRoutes.LITELLM, JSON, payload("'response_cost':" + cost));

    assertThat(server.publisher.events()).singleElement().extracting(UsageEvent::getCost).isNull();
  }

  @Test
  void shouldCountAFailedCall() {
    server.postTo(
        PushRoutes.LITELLM,
        JSON,
        payload(
            "'status':'failure','error_information':{'error_code':'429','error_class':'RateLimit',"
                + "'error_message':'the prompt was: write a poem'}"));

    UsageEvent event = server.publisher.events().get(0);
    assertThat(event.getStatus()).isEqualTo(UsageStatus.ERROR);
    assertThat(event.getErrorCode()).isEqualTo("429");
  }

  @Test
  void shouldIgnoreWhatTheGatewaysCacheAnswered() {
    Reply reply = server.postTo(PushRoutes.LITELLM, JSON, payload("'cache_hit':true"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(server.publisher.events()).isEmpty();
    assertThat(server.feed("ignored", "litellm-callback")).isEqualTo(1);
  }

  @Test
  void shouldKeepNoMailAddress() {
    server.postTo(PushRoutes.LITELLM, JSON, payload("'end_user':'ann@example.org'"));

    assertThat(server.publisher.events()).singleElement().extracting(UsageEvent::getUser).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'metadata':'{}'                                     | malformed_record | record",
        "'startTime':'yesterday'                             | invalid_time     | startTime",
        "'startTime':NaN                                     | invalid_time     | startTime",
        "'id':''                                             | missing_field    | id",
        "'call_type':null                                    | missing_field    | call_type",
        "'prompt_tokens':1.5                                 | invalid_number   | prompt_tokens",
        "'response_cost':NaN                                 | invalid_number   | response_cost",
        "'response_cost':'1e999999999'                       | invalid_number   | response_cost",
        "'prompt_tokens':-1                                  | negative_count   | tokens.input",
        "'model':'sk-proj-aB3dE5gH7jK9mN1pQ3sT5vX7'          | secret_in_event  | model",
      })
  void shouldRefuseABadRecordAndKeepTheOthers(String member, String reason, String field) {
    String body = payload(member) + "\n" + payload("'id':'good'");

    Reply reply = server.postTo(PushRoutes.LITELLM, JSON, body);

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.reason()).isEqualTo(reason);
    assertThat(reply.field()).isEqualTo(field);
    assertThat(reply.raw().body()).doesNotContain("sk-proj");
    assertThat(server.publisher.events()).hasSize(1);
  }

  @Test
  void shouldTellHowToLeaveTheOldFormat() {
    Reply reply =
        server.postTo(
            PushRoutes.LITELLM, JSON, "{\"id\":\"x\",\"usage\":\"{}\",\"metadata\":\"{}\"}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.raw().body()).contains("generic_api_use_v1");
  }

  /** A payload with members laid over it; in JSON the last of two equal names counts. */
  private static String payload(String members) {
    return ("{'id':'chatcmpl-1','call_type':'acompletion','status':'success','cache_hit':null,"
            + "'model':'gpt-4o','startTime':1793620740.123456,'endTime':1793620741.5,"
            + "'prompt_tokens':10,'completion_tokens':5,'messages':[{'role':'user',"
            + "'content':'write a poem'}],'response':{'choices':[]},"
            + members
            + "}")
        .replace('\'', '"');
  }
}
