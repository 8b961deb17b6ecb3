package io.keyfuse.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.http.IntakeServer;
import io.keyfuse.ingest.http.IntakeServer.Reply;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CloudEvents and JSON of other shapes become. */
class CloudEventsTest {
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String ENVELOPE =
      "'specversion':'1.0','id':'e1','source':'/apps/a','time':'2026-11-02T12:59:00+01:00'";
  private static final String DATA =
      "'data':{'credential':{'provider':'openai','account':'proj_a','key_id':'key_1'},"
          + "'model':'gpt-4o','tokens':{'input':1000,'output':100},'cost_usd':0.1}";
  private static final UsageMapping ACME =
      ConfigJson.read(
          UsageMapping.class,
          "{'name':'acme','columns':{'event_id':'/call/id','occurred_at':'/at',"
              + "'credential.key_id':'/key~1id','tokens.input':'/usage/0/in',"
              + "'tokens.output':'/usage/0/out','cost_usd':'/usd'},"
              + "'constants':{'credential.provider':'openai'},'timestamp_pattern':'epoch_seconds'}");
  private static final String RECORD =
      "{'prompt':{'text':['write a poem']},'at':1793620740.5,'call':{'id':'c1'},'key/id':'k9',"
          + "'usage':[{'in':7,'out':3},{'in':100}],'usd':0.000000001}";

  private final IntakeServer server =
      new IntakeServer("{'cloudevents':{'types':{'com.acme.call':'acme'}}}", List.of(ACME));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldTakeStructuredBatchAndBinaryAsTheSameEvent() {
    post(STRUCTURED, "{'type':'io.keyfuse.usage.v1'," + ENVELOPE + "," + DATA + "}");
    post(BATCH, "[{" + DATA + "," + ENVELOPE + ",'type':'io.keyfuse.usage.v1','x':{'y':1}}]");
    server.send(
        server
            .request(
                PushRoutes.EVENTS,
                DATA.substring("'data':".length())
                    .replace('\'', '"')
                    .getBytes(StandardCharsets.UTF_8),
                "application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", "e1")
            .header("ce-source", "%2Fapps/a")
            .header("ce-type", "io.keyfuse.usage.v1")
            .header("ce-time", "2026-11-02T11:59:00Z")
            .build());

    List<UsageEvent> events = server.publisher.events();
    assertThat(events).hasSize(3);
    assertThat(events).allMatch(events.get(0)::equals);
    assertThat(events.get(0).getOccurredAt()).isEqualTo(Instant.parse("2026-11-02T11:59:00Z"));
    assertThat(events.get(0).getFeed()).isEqualTo("cloudevents");
    assertThat(events.get(0).getCost()).isEqualTo(new Cost(100_000_000L, CostBasis.REPORTED));
  }

  @Test
  void shouldTellEventsOfTwoSourcesApart() {
    post(STRUCTURED, event("'source':'/b'", DATA));
    post(STRUCTURED, event("'source':'/c'", DATA));

    assertThat(server.publisher.events())
        .extracting(UsageEvent::getEventId)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"'type':'com.acme.call'|'data':", "'data':|'type':'com.acme.call'"})
  void shouldReadMappedTypesWhateverStandsFirst(String order) {
    String[] parts = order.split("\\|", 2);
    String data = "'data':" + RECORD;
    String type = "'type':'com.acme.call'";
    String body =
        parts[0].startsWith("'data'")
            ? "{" + data + "," + type + "," + ENVELOPE + "}"
            : "{" + type + "," + data + "," + ENVELOPE + "}";

    Reply reply = post(STRUCTURED, body);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(server.publisher.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getEventId()).isEqualTo("c1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'specversion':'0.3'         | unknown_word  | specversion",
        "'specversion':1             | missing_field | specversion",
        "'id':''                     | missing_field | id",
        "'source':null               | missing_field | source",
        "'type':'com.other'          | unknown_word  | type",
        "'type':7                    | missing_field | type",
        "'time':'yesterday'          | invalid_time  | time",
        "'data_base64':'e30='        | wrong_type    | data_base64",
        "'data':null                 | wrong_type    | record",
        "'data':{'prompt':'x'}       | unknown_field | prompt",
      })
  void shouldNameTheAttributeThatIsWrong(String member, String reason, String field) {
    Reply reply = post(STRUCTURED, event(member, member.startsWith("'data'") ? "'x':1" : DATA));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).isEqualTo(reason);
    assertThat(reply.field()).isEqualTo(field);
  }

  @Test
  void shouldSayThatBinaryModeNeedsItsHeaders() {
    Reply reply = server.postTo(PushRoutes.EVENTS, "application/json", "{}");

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.raw().body()).contains("ce- headers");
  }

  @Test
  void shouldReadAnyShapeByAMapping() {
    Reply reply =
        server.postTo("/v1/json/acme", IntakeServer.NDJSON, (RECORD + "\n{}").replace('\'', '"'));

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.reason()).isEqualTo("missing_field");
    assertThat(reply.field()).isEqualTo("event_id");
    assertThat(server.publisher.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getEventId()).isEqualTo("c1");
              assertThat(event.getFeed()).isEqualTo("json:acme");
              assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(7, 3));
              assertThat(event.getCost()).isEqualTo(new Cost(1L, CostBasis.REPORTED));
              assertThat(event.getCredential().getKeyId()).isEqualTo("k9");
              assertThat(event.getOccurredAt()).isEqualTo("2026-11-02T11:59:00.500Z");
            });
  }

  @Test
  void shouldNameTheMappingsThereAre() {
    Reply reply = server.postTo("/v1/json/other", IntakeServer.JSON, "{}");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.reason()).isEqualTo("unknown_target");
    assertThat(reply.raw().body()).contains("acme");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'columns':{'event_id':'/id'                                 | 'event_id':'id'    | columns.event_id",
        "'columns':{'event_id':'/id'                                 | 'tenant':'/t'      | columns.event_id",
        "'name':'acme'                                               | 'name':'a/b'       | letters",
      })
  void shouldRefuseAMappingThatDoesNotFitJson(String from, String to, String problem) {
    String good =
        "{'name':'acme','columns':{'event_id':'/id','occurred_at':'/at','credential.key_id':'/k'},"
            + "'constants':{'credential.provider':'openai'}}";
    String bad =
        from.startsWith("'columns'")
            ? good.replace("'event_id':'/id'", to)
            : good.replace(from, to);
    UsageMapping mapping = ConfigJson.read(UsageMapping.class, bad);

    assertThatThrownBy(() -> new JsonMappings(List.of(mapping)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.mappings")
        .hasMessageContaining(problem);
  }

  @Test
  void shouldRefuseMappingsThatAreAmbiguousOrMissing() {
    CloudEventsConfig types = ConfigJson.read(CloudEventsConfig.class, "{'types':{'t':'other'}}");

    assertThatThrownBy(() -> new JsonMappings(List.of(ACME, ACME)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("two are named acme");
    assertThatThrownBy(() -> new CloudEventReader(types, new JsonMappings(List.of(ACME))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("ingest.cloudevents.types.t")
        .hasMessageContaining("acme");
  }

  private Reply post(String type, String body) {
    return server.postTo(PushRoutes.EVENTS, type, body.replace('\'', '"'));
  }

  private static String event(String member, String data) {
    return "{'type':'io.keyfuse.usage.v1'," + ENVELOPE + "," + data + "," + member + "}";
  }
}
