package io.keyfuse.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.ingest.http.RecordOutcome;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.SpendWindow;
import io.keyfuse.schemas.v1.UsageEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedClockStreamTest implements DecisionSink {
  private static final Instant EIGHT = Instant.parse("2026-05-04T08:00:00Z");

  @TempDir private Path folder = Path.of("");

  private final List<SpendWindow> windows = new ArrayList<>();
  private final List<KillSwitchCommand> commands = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final KeyBlocks blocks = new KeyBlocks(Duration.ofDays(1));

  @Test
  void shouldCloseTheWindowsOfAnIdleKeyWhenItsTimeComesAndNotAtTheNextArrival() throws IOException {
    try (RecordedClockStream stream = stream()) {
      stream.usage(usage("one", EIGHT, "0.10"));
      stream.advanceTo(EIGHT.plus(Duration.ofHours(3)));
    }

    assertThat(windows)
        .filteredOn(window -> window.getWidthMs() == 60_000)
        .singleElement()
        .satisfies(
            minute ->
                assertThat(minute.getClosedAt())
                    .isBetween(EIGHT.plusSeconds(90), EIGHT.plusSeconds(110)));
  }

  @Test
  void shouldAnswerACommandSoThatTheKeyIsBlockedAndKilledOnce() throws IOException {
    try (RecordedClockStream stream = stream()) {
      for (int minute = 0; minute < 60; minute++) {
        Instant at = EIGHT.plus(Duration.ofMinutes(minute));
        stream.advanceTo(at);
        stream.usage(usage("e" + minute, at, "70.00"));
      }
    }

    assertThat(commands)
        .singleElement()
        .satisfies(command -> assertThat(command.getIssuedAt()).isEqualTo(EIGHT));
    assertThat(alerts).extracting(Alert::getState).contains(IncidentState.MITIGATED);
  }

  @Test
  void shouldStopWhatABlockedKeyWouldHaveUsedUntilItsOwnerReleasesIt() throws IOException {
    try (RecordedClockStream stream = stream()) {
      stream.usage(usage("flood", EIGHT, "70.00"));
      UsageEvent before = usage("before", EIGHT.minusSeconds(1), "0.10");
      UsageEvent after = usage("after", EIGHT.plusSeconds(1), "0.10");

      assertThat(blocks.stops(before)).isFalse();
      assertThat(blocks.stops(after)).isTrue();
      assertThat(blocks.nextAt()).isEqualTo(EIGHT.plus(Duration.ofDays(1)));
      stream.advanceTo(blocks.nextAt());
      stream.release();

      assertThat(blocks.stops(after)).isFalse();
      assertThat(blocks.nextAt()).isEqualTo(Instant.MAX);
      stream.usage(usage("again", stream.now(), "70.00"));
    }
    assertThat(commands).hasSize(1);
  }

  @Test
  void shouldNeverTurnTheClockBack() throws IOException {
    try (RecordedClockStream stream = stream()) {
      stream.advanceTo(EIGHT.plusSeconds(30));
      stream.advanceTo(EIGHT);

      assertThat(stream.now()).isEqualTo(EIGHT.plusSeconds(30));
    }
  }

  private RecordedClockStream stream() {
    AppConfig config = BackTestJob.under(AppConfig.defaults(), PolicyFile.builtIn().policies());
    return new RecordedClockStream(
        config,
        folder,
        EIGHT,
        new SimpleMeterRegistry(),
        new RecordedClockStream.PaperSide(this, blocks));
  }

  private static UsageEvent usage(String id, Instant at, String usd) throws IOException {
    String json =
        ("{'event_id':'"
                + id
                + "','occurred_at':'"
                + at
                + "','source':'TELEMETRY','credential':"
                + "{'provider':'openai','account':'a','key_id':'k'},'model':'gpt-4.1','tokens':"
                + "{'input':1000000},'cost_usd':"
                + usd
                + ",'status':'OK'}")
            .replace('\'', '"');
    RecordOutcome outcome = new IntakeRowFormat().read(json.getBytes(StandardCharsets.UTF_8));
    return Objects.requireNonNull(outcome.event());
  }

  @Override
  public void evidence(Evidence evidence) {
    assertThat(evidence.getCredential().getKeyId()).isEqualTo("k");
  }

  @Override
  public void spend(SpendWindow window) {
    windows.add(window);
  }

  @Override
  public void decided(List<Alert> told, List<KillSwitchCommand> ordered) {
    alerts.addAll(told);
    commands.addAll(ordered);
  }
}
