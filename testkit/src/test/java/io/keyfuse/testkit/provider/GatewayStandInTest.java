package io.keyfuse.testkit.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayStandInTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String JSON = "Content-Type: application/json";
  private static final String SUSPEND =
      "{\"command_id\":\"c1\",\"key_id\":\"k\",\"action\":\"SUSPEND\",\"parameters\":{}}";

  private StandInServer server;
  private StandInClient control;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = StandInServer.start(StandInConfig.on(folder).withClock(() -> NOW));
    control = new StandInClient(server.at(StandInProvider.GATEWAY));
    control.seed(Calls.key("id", "k", "secret", "s"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldCarryACommandOutOnce() throws Exception {
    String first = send("commands", SUSPEND, signature(SUSPEND, NOW)).body();
    String again = send("commands", SUSPEND, signature(SUSPEND, NOW)).body();

    assertThat(first).isEqualTo("{\"command_id\":\"c1\",\"state\":\"suspended\"}").isEqualTo(again);
    assertThat(control.effects()).containsExactly("SUSPEND k");
  }

  @Test
  void shouldRefuseWhatIsNotSignedForThisBodyAndTime() throws Exception {
    String[] signatures = {
      "t=1,v1=00",
      signature("{}", NOW),
      signature(SUSPEND, NOW.minusSeconds(301)),
      signature(SUSPEND, NOW.plusSeconds(301)),
      signature(SUSPEND, NOW).replace("v1=", "v1=0").substring(0, 79),
    };
    for (String signature : signatures) {
      assertThat(send("commands", SUSPEND, signature).statusCode()).as(signature).isEqualTo(401);
    }
    assertThat(control.effects()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state | {\"command_id\":\"c\",\"key_id\":\"none\"} | 404",
        "state | {\"command_id\":\"c\"} | 400",
        "commands | {\"key_id\":\"k\",\"action\":\"SUSPEND\"} | 400",
        "commands | {\"command_id\":\"c\",\"key_id\":\"k\",\"action\":\"KILL\"} | 400",
        "commands | {\"command_id\":\"c\",\"key_id\":\"k\"} | 400",
        "orders | {} | 404",
      })
  void shouldRefuse(String path, String body, int status) throws Exception {
    assertThat(send(path, body, signature(body, NOW)).statusCode()).isEqualTo(status);
    assertThat(control.effects()).isEmpty();
  }

  private HttpResponse<String> send(String path, String body, String signature) {
    return Calls.send(
        server.at(StandInProvider.GATEWAY),
        "POST /keyfuse/" + path,
        body,
        JSON,
        "keyfuse-webhook-signature: " + signature);
  }

  private static String signature(String body, Instant at) throws Exception {
    byte[] secret = StandInProvider.GATEWAY.adminKey().getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    String text = at.getEpochSecond() + "." + body;
    byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(digest);
  }
}
