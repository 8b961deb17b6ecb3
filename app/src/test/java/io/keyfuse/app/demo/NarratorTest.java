package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private static final Credential KEY = new Credential("anthropic", "demo", "apikey_01abc");

  private final Captured captured = new Captured();
  private final Narrator narrator =
      new Narrator(captured.screen(false, InstantSource.fixed(Records.AT)));

  @Test
  void shouldShowAnIncidentWithItsEvidence() {
    narrator.onAlert(Records.alert(KEY, IncidentState.OPEN));

    assertThat(captured.text())
        .contains("INCIDENT")
        .contains("OPEN CRITICAL, THEFT: spend 1,200 times")
        .contains("anthropic:demo:apikey_01abc")
        .contains("burning $412.00 an hour")
        .contains("SPEND_BURST")
        .contains("$2.81 in 60 s, expected $0.002400")
        .contains("+ spend_1m_usd = 2.81  (+6.2 nats)")
        .contains("- owner = seen  (-0.5 nats)");
  }

  @Test
  void shouldShowACommandWithItsSigner() {
    narrator.onCommand(Records.command(KEY), "demo-signing-1");
    narrator.onCommand(Records.command(KEY), "");

    assertThat(captured.text())
        .contains("SUSPEND anthropic:demo:apikey_01abc")
        .contains("9f31c0de-0000-5000-8000-000000000001")
        .contains("signed: Ed25519, key demo-signing-1")
        .contains("NOT SIGNED");
  }

  @Test
  void shouldShowTheProvidersAnswer() {
    narrator.onOutcome(Records.outcome(KEY, OutcomeStatus.ATTEMPTING));
    narrator.onOutcome(Records.outcome(KEY, OutcomeStatus.APPLIED));

    assertThat(captured.text())
        .contains("asking anthropic, try 1")
        .contains("anthropic: APPLIED, HTTP 200 in 23 ms")
        .contains("status active -> inactive");
  }

  @Test
  void shouldShowTheProofOfQuietInOneLine() {
    narrator.onOutcome(Records.outcome(KEY, OutcomeStatus.VERIFIED));
    narrator.onAlert(Records.alert(KEY, IncidentState.VERIFIED));

    assertThat(captured.lines()).singleElement().asString().contains("VERIFIED");
  }

  @Test
  void shouldStayWithinTheWidthAndPlainWithoutATerminal() {
    Alert alert = Records.alert(KEY, IncidentState.ESCALATED);
    alert.put("summary", "word ".repeat(60) + "\u001b[31mred\u001b[0m");

    narrator.onAlert(alert);

    assertThat(captured.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(96));
    assertThat(captured.text()).doesNotContain("\u001b").contains("[31mred");
  }

  @Test
  void shouldColourOnlyATerminalWithoutNoColor() {
    assertThat(Style.detect(true, Map.of()).coloured()).isTrue();
    assertThat(Style.detect(false, Map.of()).coloured()).isFalse();
    assertThat(Style.detect(true, Map.of("NO_COLOR", "1")).coloured()).isFalse();
    assertThat(Style.detect(true, Map.of("TERM", "dumb")).coloured()).isFalse();

    new Narrator(captured.screen(true, InstantSource.fixed(Records.AT)))
        .onAlert(Records.alert(KEY, IncidentState.OPEN));
    assertThat(captured.text()).contains("\u001b[1;31m").contains("\u001b[0m");
  }

  @Test
  void shouldShortenTheHashOfALiteLlmKey() {
    assertThat(Narrator.shortId("litellm:demo:" + "a".repeat(64))).hasSize(43).endsWith("...");
  }
}
