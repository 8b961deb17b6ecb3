package io.keyfuse.ingest.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.FuzzTime;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.http.IntakeServer;
import io.keyfuse.ingest.http.IntakeServer.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged, deep and huge bodies of the push feeds end as named errors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushDamageTest {
  private static final String JSON = "application/json";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final UsageMapping MAPPING =
      ConfigJson.read(
          UsageMapping.class,
          "{'name':'m','columns':{'event_id':'/id','occurred_at':'/startTime',"
              + "'tokens.input':'/prompt_tokens'},'constants':{'credential.provider':'openai',"
              + "'credential.key_id':'k'},'timestamp_pattern':'epoch_seconds'}");
  private static final String LITELLM =
      "{'id':'a','call_type':'completion','startTime':1793620740.5,'prompt_tokens':10,"
          + "'response_cost':0.25,'metadata':{'user_api_key_hash':'h'},'messages':[{'a':[1]}]}";
  private static final String EVENT =
      "{'specversion':'1.0','id':'e','source':'/s','time':'2026-11-02T11:59:00Z',"
          + "'data':{'credential':{'provider':'openai','key_id':'k'},'tokens':{'input':1}},"
          + "'type':'io.keyfuse.usage.v1'}";

  private final IntakeServer server = new IntakeServer("{}", List.of(MAPPING));

  @AfterAll
  void stop() {
    server.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldSurviveRandomDamage(long seed) {
    Random random = new Random(seed);
    damaged(random, seed, PushRoutes.LITELLM, JSON, LITELLM);
    damaged(random, seed, PushRoutes.EVENTS, STRUCTURED, EVENT);
    damaged(random, seed, "/v1/json/m", JSON, LITELLM);
  }

  @Test
  @Tag("fuzz")
  @EnabledIfSystemProperty(named = FuzzTime.SECONDS, matches = FuzzTime.SOME)
  void shouldSurviveRandomDamageForAsLongAsAsked() {
    FuzzTime.run(this::shouldSurviveRandomDamage);
  }

  private void damaged(Random random, long seed, String path, String type, String good) {
    byte[] body = good.replace('\'', '"').getBytes(UTF_8);
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    byte[] cut = random.nextBoolean() ? body : Arrays.copyOf(body, 1 + random.nextInt(body.length));

    Reply reply = server.send(server.request(path, cut, type).build());

    assertThat(reply.status()).as("seed %d at %s", seed, path).isIn(200, 400);
    assertThat(server.postTo(path, type, good.replace('\'', '"')).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/litellm, application/json",
    "/v1/events, application/cloudevents+json",
    "/v1/json/m, application/json"
  })
  void shouldRefuseWhatIsTooDeepOrTooLarge(String path, String type) {
    Reply deep = server.postTo(path, type, "{\"data\":" + "[".repeat(100_000));
    Reply bomb =
        server.send(
            server
                .request(path, IntakeServer.gzip(new byte[30_000_000]), type)
                .header("Content-Encoding", "gzip")
                .build());

    assertThat(deep.status()).isEqualTo(400);
    assertThat(deep.reason()).isEqualTo("malformed_json");
    assertThat(bomb.status()).isIn(400, 413);
  }

  @Test
  void shouldSkipPromptsThatAreLongerThanARecordMayBe() {
    String prompt = "x".repeat(1_000_000);
    String body =
        LITELLM.replace("[{'a':[1]}]", "[{'content':'" + prompt + "'}]").replace('\'', '"');

    assertThat(server.postTo(PushRoutes.LITELLM, JSON, body).status()).isEqualTo(200);
  }
}
