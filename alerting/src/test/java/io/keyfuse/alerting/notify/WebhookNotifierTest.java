package io.keyfuse.alerting.notify;

import static io.keyfuse.alerting.notify.NotifyFixtures.NOW;
import static io.keyfuse.alerting.notify.NotifyFixtures.alert;
import static io.keyfuse.alerting.notify.NotifyFixtures.config;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.v1.Severity;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookNotifierTest {
  private final WebhookReceiver receiver = new WebhookReceiver();
  private final WebhookNotifier notifier = notifier(receiver.target("ops"));

  WebhookNotifierTest() throws IOException {}

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void shouldPostTheAlertAsJson() throws Exception {
    assertThat(notifier.deliver(alert("alert-1"))).isEqualTo(new Delivery.Delivered(200));

    JsonNode body = new ObjectMapper().readTree(receiver.received().get(0).body());
    assertThat(body.path("type").asText()).isEqualTo("keyfuse.alert.v1");
    assertThat(body.path("state").asText()).isEqualTo("OPEN");
    assertThat(body.path("credential").path("id").asText()).isEqualTo("openai:proj_a:key_1");
    assertThat(body.path("spend_usd").asText()).isEqualTo("1.500000000");
    assertThat(body.path("command_id").isNull()).isTrue();
    assertThat(body.path("summary").asText()).isEqualTo("a \"quoted\" summary");
    assertThat(body.path("evidence").get(0).path("facts").path("spend_1m_usd").asText())
        .isEqualTo("1.500000000");
  }

  @Test
  void shouldSignTimeAndBodySoThatAReceiverCanCheckThem() throws Exception {
    notifier.deliver(alert("alert-1"));

    WebhookReceiver.Received got = receiver.received().get(0);
    String time = Long.toString(NOW.getEpochSecond());
    assertThat(got.header("keyfuse-webhook-signature"))
        .isEqualTo("t=" + time + ",v1=" + hmac(time + "." + got.body()));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void shouldRetryWhatMayPassUnderOneIdempotencyKey(int status) throws Exception {
    receiver.answering(status, status);

    assertThat(notifier.deliver(alert("alert-1"))).isEqualTo(new Delivery.Delivered(200));

    assertThat(receiver.received())
        .hasSize(3)
        .allSatisfy(got -> assertThat(got.header("idempotency-key")).isEqualTo("alert-1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 410, 422})
  void shouldGiveUpAtOnceOnWhatWillNotPass(int status) throws Exception {
    receiver.answering(status);

    assertThat(notifier.deliver(alert("alert-1")))
        .isEqualTo(new Delivery.GaveUp("HTTP status " + status));

    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void shouldGiveUpWhenTriesRunOut() throws Exception {
    receiver.answering(503, 503, 503, 503);

    assertThat(notifier.deliver(alert("alert-1")))
        .isEqualTo(new Delivery.GaveUp("HTTP status 503"));

    assertThat(receiver.received()).hasSize(config().maxAttempts());
  }

  @Test
  void shouldSendAgainUnderOneIdempotencyKeyWhenNoAnswerCame() throws Exception {
    receiver.hanging();
    NotifyConfig impatient = config(Duration.ofMillis(500));

    new WebhookNotifier(receiver.target("ops"), impatient, InstantSource.fixed(NOW))
        .deliver(alert("alert-1"));

    assertThat(receiver.received())
        .hasSizeGreaterThan(1)
        .allSatisfy(got -> assertThat(got.header("idempotency-key")).isEqualTo("alert-1"));
  }

  @Test
  void shouldWaitNoLongerThanTheBackoffAllowsWhateverTheReceiverAsks() throws Exception {
    receiver.answering(new WebhookReceiver.Answer(429, "3600"));
    long before = System.nanoTime();

    assertThat(notifier.deliver(alert("alert-1"))).isEqualTo(new Delivery.Delivered(200));

    assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L);
  }

  @Test
  void shouldGiveUpOnAReceiverThatIsNotThere() throws Exception {
    WebhookTarget nobody =
        new WebhookTarget(
            "ops", URI.create("http://127.0.0.1:1/hook"), WebhookReceiver.SECRET, Severity.INFO);

    assertThat(notifier(nobody).deliver(alert("alert-1")))
        .isEqualTo(new Delivery.GaveUp("no answer: ConnectException"));
  }

  @Test
  void shouldGiveUpOnAnIdThatFitsNoHeader() throws Exception {
    assertThat(notifier.deliver(alert("line\nbreak"))).isInstanceOf(Delivery.GaveUp.class);
  }

  private static WebhookNotifier notifier(WebhookTarget target) {
    return new WebhookNotifier(target, config(), InstantSource.fixed(NOW));
  }

  private static String hmac(String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(WebhookReceiver.SECRET.getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }
}
