package io.keyfuse.alerting.notify;

import static io.keyfuse.alerting.notify.NotifyFixtures.NOW;
import static io.keyfuse.alerting.notify.NotifyFixtures.alert;
import static io.keyfuse.alerting.notify.NotifyFixtures.config;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Severity;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AlertWorkerTest {
  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ScriptedAlertClients kafka = new ScriptedAlertClients();
  private final WebhookReceiver receiver = new WebhookReceiver();
  private final WebhookReceiver other = new WebhookReceiver();
  private final AlertWorker worker =
      new AlertWorker(
          kafka,
          serdes,
          config(),
          List.of(receiver.target("ops"), other.target("sec", Severity.CRITICAL)),
          new AlertWorker.Meters(meters, InstantSource.fixed(NOW)));

  AlertWorkerTest() throws IOException {}

  @AfterEach
  void close() {
    worker.close();
    receiver.close();
    other.close();
  }

  @Test
  void shouldBringEveryAlertToEveryWebhookAndCommit() {
    kafka.add(bytes(alert("a-1")));
    kafka.add(bytes(alert("a-2")));

    worker.start();

    awaitCommit("ops", 2);
    awaitCommit("sec", 2);
    assertThat(receiver.received())
        .extracting(got -> got.header("idempotency-key"))
        .containsExactly("a-1", "a-2");
    assertThat(count("ops", "delivered")).isEqualTo(2);
    assertThat(worker.isRunning()).isTrue();
  }

  @Test
  void shouldKeepAnUndeliveredAlertOnTheDeadLetterTopicAndGoOn() {
    receiver.answering(500, 500, 500);
    kafka.add(bytes(alert("a-1")));
    kafka.add(bytes(alert("a-2")));

    worker.start();

    awaitCommit("ops", 2);
    ProducerRecord<byte[], byte[]> letter = kafka.letters().get(0);
    assertThat(kafka.letters()).hasSize(1);
    assertThat(letter.topic()).isEqualTo(Topics.DEAD_LETTERS.name());
    assertThat(letter.value()).isEqualTo(bytes(alert("a-1")));
    assertThat(header(letter, "keyfuse-dlq-webhook")).isEqualTo("ops");
    assertThat(header(letter, "__streams.errors.message")).isEqualTo("alert a-1: HTTP status 500");
    assertThat(header(letter, "__streams.errors.offset")).isEqualTo("0");
    assertThat(count("ops", "dead_lettered")).isEqualTo(1);
    assertThat(count("ops", "delivered")).isEqualTo(1);
    awaitCommit("sec", 2);
    assertThat(other.received()).hasSize(2);
  }

  @Test
  void shouldNotLetADeadReceiverHoldUpTheOther() {
    receiver.close();
    for (int i = 0; i < 20; i++) {
      kafka.add(bytes(alert("a-" + i)));
    }

    worker.start();

    awaitCommit("sec", 20);
    assertThat(other.received()).hasSize(20);
    awaitCommit("ops", 20);
    assertThat(kafka.letters()).hasSize(20);
  }

  @Test
  void shouldSkipQuietAndOldAlertsAndCountThem() {
    kafka.add(bytes(alert("quiet", Severity.WARNING, NOW)));
    kafka.add(bytes(alert("old", Severity.CRITICAL, NOW.minus(Duration.ofDays(2)))));
    kafka.add(bytes(alert("due")));

    worker.start();

    awaitCommit("sec", 3);
    assertThat(other.received())
        .extracting(got -> got.header("idempotency-key"))
        .containsExactly("due");
    assertThat(count("sec", "quiet")).isEqualTo(1);
    assertThat(count("sec", "stale")).isEqualTo(1);
    assertThat(count("sec", "delivered")).isEqualTo(1);
  }

  @Test
  void shouldBuryARecordThatIsNoAlert() {
    kafka.add("no avro".getBytes(UTF_8));
    kafka.add(bytes(alert("a-1")));

    worker.start();

    awaitCommit("ops", 2);
    assertThat(receiver.received()).hasSize(1);
    assertThat(kafka.letters()).hasSize(2);
  }

  @Test
  void shouldNotCommitBeforeTheDeadLetterIsKept() {
    receiver.answering(400, 400, 400, 400, 400, 400, 400, 400);
    kafka.refuseLetters(new KafkaException("no brokers"));
    kafka.add(bytes(alert("a-1")));

    worker.start();

    await()
        .until(
            () -> meters.counter("keyfuse.alerting.notify.restarts", "webhook", "ops").count() > 0);
    assertThat(kafka.committed("keyfuse-notify-ops")).isZero();
    kafka.refuseLetters(null);
    awaitCommit("ops", 1);
  }

  @Test
  void shouldStopAtOnceThoughAReceiverNeverAnswers() throws Exception {
    receiver.hanging();
    kafka.add(bytes(alert("a-1")));
    worker.start();
    await().until(() -> receiver.received().size() == 1);

    long before = System.nanoTime();
    worker.close();

    assertThat(System.nanoTime() - before).isLessThan(1_500_000_000L);
    assertThat(worker.isRunning()).isFalse();
    assertThat(kafka.committed("keyfuse-notify-ops")).isZero();
    assertThat(kafka.letters()).isEmpty();
  }

  private void awaitCommit(String webhook, long offset) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> kafka.committed("keyfuse-notify-" + webhook) == offset);
  }

  private double count(String webhook, String result) {
    return meters
        .counter("keyfuse.alerting.notifications", "webhook", webhook, "result", result)
        .count();
  }

  private byte[] bytes(Alert alert) {
    return serdes.value(Topics.ALERTS).serializer().serialize(Topics.ALERTS.name(), alert);
  }

  private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
