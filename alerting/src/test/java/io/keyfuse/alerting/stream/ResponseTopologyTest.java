package io.keyfuse.alerting.stream;

import static io.keyfuse.alerting.stream.ResponseHarness.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.alerting.sign.CommandHeaders;
import io.keyfuse.alerting.sign.Ed25519CommandVerifier;
import io.keyfuse.alerting.sign.VerificationResult;
import io.keyfuse.schemas.stream.RejectedRecordException;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KeyState;
import io.keyfuse.schemas.v1.KeyStatus;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResponseTopologyTest {
  private static final String ID = "openai:proj_a:key_1";
  private static final Credential KEY = new Credential("openai", "proj_a", "key_1");

  private final ResponseHarness harness = new ResponseHarness();

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void shouldKeepItsShape() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            getClass().getClassLoader().getResourceAsStream("golden/response-topology.txt"))) {
      assertThat(harness.topology().describe().toString())
          .isEqualTo(new String(in.readAllBytes(), UTF_8));
    }
  }

  @Test
  void shouldLeadFromEvidenceToProvedQuiet() {
    // Given evidence of a theft
    harness.evidence().pipeInput(ID, StreamFixtures.theft(KEY, START));

    // Then a command goes out whose signature holds over its very bytes
    TestRecord<String, byte[]> sent = harness.commands().readRecord();
    assertThat(verify(sent)).isEqualTo(VerificationResult.VALID);
    KillSwitchCommand command = command(sent);
    assertThat(sent.key()).isEqualTo(ID);
    assertThat(command.getIssuedAt()).isEqualTo(START);

    // When it is applied and time passes without usage
    harness.pass(Duration.ofSeconds(2));
    harness
        .outcomes()
        .pipeInput(
            ID, StreamFixtures.outcome(command, OutcomeStatus.APPLIED, START.plusSeconds(2)));
    harness.pass(Duration.ofMinutes(11).plusSeconds(2));

    // Then the whole life was told
    List<Alert> alerts = harness.output(Topics.ALERTS).readValuesToList();
    assertThat(alerts)
        .extracting(Alert::getState)
        .containsExactly(
            IncidentState.OPEN,
            IncidentState.MITIGATED,
            IncidentState.VERIFIED,
            IncidentState.CLOSED);
    assertThat(harness.output(Topics.KEYS).readValuesToList())
        .extracting(KeyStatus::getState)
        .containsExactly(KeyState.WATCHED, KeyState.SUSPENDED);
    assertThat(harness.output(Topics.OUTCOMES).readValuesToList())
        .extracting(CommandOutcome::getStatus)
        .containsExactly(OutcomeStatus.VERIFIED);
    assertThat(harness.output(Topics.DECISIONS).readValuesToList()).hasSizeBetween(3, 5);
    assertThat(harness.commands().isEmpty()).isTrue();
  }

  @Test
  void shouldCarryInventoryIntoTheCommand() {
    harness.context().pipeInput(ID, StreamFixtures.inventory(KEY, START));
    harness.context().pipeInput("tenant/acme", StreamFixtures.inventory(null, START));
    harness.context().pipeInput(ID, null);
    harness.evidence().pipeInput(ID, StreamFixtures.theft(KEY, START));

    assertThat(command(harness.commands().readRecord()).getParameters())
        .containsEntry("project_id", "proj_a");
  }

  @Test
  void shouldRejectEvidenceUnderAnotherKeysName() {
    assertThatThrownBy(
            () ->
                harness
                    .evidence()
                    .pipeInput("openai:proj_a:key_2", StreamFixtures.theft(KEY, START)))
        .hasRootCauseInstanceOf(RejectedRecordException.class)
        .rootCause()
        .hasMessageContaining("provider:account:key_id");
  }

  @Test
  void shouldCountWhatItDoes() {
    harness.evidence().pipeInput(ID, StreamFixtures.theft(KEY, START));
    harness.evidence().pipeInput(ID, StreamFixtures.theft(KEY, START.plusSeconds(1)));

    assertThat(count("inputs", "kind", "evidence")).isEqualTo(2);
    assertThat(count("commands", "action", "suspend")).isEqualTo(1);
    assertThat(count("alerts", "state", "open")).isEqualTo(1);
    assertThat(harness.meters().get("keyfuse.alerting.watched").gauge().value()).isEqualTo(1);
  }

  private double count(String thing, String label, String value) {
    return harness.meters().get("keyfuse.alerting." + thing).tag(label, value).counter().count();
  }

  private VerificationResult verify(TestRecord<String, byte[]> sent) {
    Headers headers = sent.headers();
    return new Ed25519CommandVerifier(List.of(harness.keys().publicKey()))
        .verify(
            sent.value(),
            headers.lastHeader(CommandHeaders.SIGNATURE).value(),
            new String(headers.lastHeader(CommandHeaders.KEY_ID).value(), UTF_8));
  }

  private KillSwitchCommand command(TestRecord<String, byte[]> sent) {
    return harness
        .serdes()
        .value(Topics.COMMANDS)
        .deserializer()
        .deserialize(Topics.COMMANDS.name(), sent.value());
  }
}
