package io.keyfuse.alerting.stream;

import static io.keyfuse.alerting.stream.ResponseHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.alerting.incident.DeskConfig;
import io.keyfuse.alerting.incident.DeskInput;
import io.keyfuse.alerting.incident.DeskOutput;
import io.keyfuse.alerting.incident.IncidentDesk;
import io.keyfuse.schemas.v1.Alert;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** The processor over one store, killed and started again on what the store holds. */
final class DeskProcessorTest {
  private static final int DEFAULT_WATCHED = 100;

  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(DeskProcessor.STORE),
              Serdes.String(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final List<DeskOutput> said = new ArrayList<>();
  private MockProcessorContext<String, DeskOutput> context = new MockProcessorContext<>();
  private DeskProcessor processor = start(START, DEFAULT_WATCHED);

  @Test
  void shouldNotCommandTwiceAcrossARestart() {
    see(1, START);
    KillSwitchCommand command = commands().get(0);

    processor = start(START.plusSeconds(30), DEFAULT_WATCHED);
    see(1, START);
    see(1, START.plusSeconds(25));

    assertThat(commands()).containsExactly(command);
  }

  @Test
  void shouldRepeatTheSameIdsWhenTheCommitWasLost() {
    see(1, START);
    // The crash took the transaction with it: neither state nor outputs are there.
    store.delete(id(1));
    said.subList(1, said.size()).clear();
    processor = start(START.plusSeconds(5), DEFAULT_WATCHED);

    see(1, START);

    List<Alert> opened = alerts();
    assertThat(opened).hasSize(2);
    assertThat(opened.get(0).getAlertId()).isEqualTo(opened.get(1).getAlertId());
  }

  @Test
  void shouldProveQuietAfterARestartWithoutAnyInput() {
    see(1, START);
    hear(commands().get(0), START);

    processor = start(START.plusSeconds(30), DEFAULT_WATCHED);
    tick(START.plusSeconds(659));
    assertThat(states()).endsWith(IncidentState.MITIGATED);
    tick(START.plusSeconds(660));

    assertThat(states()).endsWith(IncidentState.VERIFIED, IncidentState.CLOSED);
  }

  @Test
  void shouldReachEveryKeyThoughItsIndexIsTooSmall() {
    processor = start(START, 3);
    for (int key = 0; key < 10; key++) {
      see(key, START);
      hear(commands().get(key), START);
    }

    Instant due = START.plus(Duration.ofMinutes(11));
    for (int second = 0; second < 300; second++) {
      tick(due.plusSeconds(second));
    }

    assertThat(states().stream().filter(IncidentState.CLOSED::equals)).hasSize(10);
  }

  private DeskProcessor start(Instant now, int maxWatched) {
    IncidentDesk desk =
        new IncidentDesk(ResponseHarness.config().book(), List.of(), DeskConfig.defaults());
    context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    DeskProcessor started =
        new DeskProcessor(desk, new DeskMetrics(new SimpleMeterRegistry()), maxWatched);
    started.init(context);
    return started;
  }

  private void see(int key, Instant at) {
    Credential credential = new Credential("openai", "proj_a", "key_" + key);
    process(key, new DeskInput.EvidenceSeen(StreamFixtures.theft(credential, at)));
  }

  private void hear(KillSwitchCommand command, Instant at) {
    int key = Integer.parseInt(command.getCredential().getKeyId().substring(4));
    process(
        key, new DeskInput.OutcomeSeen(StreamFixtures.outcome(command, OutcomeStatus.APPLIED, at)));
  }

  private void process(int key, DeskInput input) {
    processor.process(new Record<>(id(key), input, 0));
    collect();
  }

  private void tick(Instant now) {
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(now.toEpochMilli());
    collect();
  }

  private void collect() {
    context.forwarded().forEach(forward -> said.add(forward.record().value()));
    context.resetForwards();
  }

  private List<KillSwitchCommand> commands() {
    return said.stream()
        .filter(DeskOutput.CommandIssued.class::isInstance)
        .map(output -> ((DeskOutput.CommandIssued) output).command())
        .toList();
  }

  private List<Alert> alerts() {
    return said.stream()
        .filter(DeskOutput.AlertRaised.class::isInstance)
        .map(output -> ((DeskOutput.AlertRaised) output).alert())
        .toList();
  }

  private List<IncidentState> states() {
    return alerts().stream().map(Alert::getState).toList();
  }

  private static String id(int key) {
    return "openai:proj_a:key_" + key;
  }
}
