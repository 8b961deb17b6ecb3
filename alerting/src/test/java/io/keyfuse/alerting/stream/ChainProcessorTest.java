package io.keyfuse.alerting.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.alerting.audit.AuditEntry;
import io.keyfuse.alerting.audit.AuditReport;
import io.keyfuse.alerting.audit.ChainSealer;
import io.keyfuse.alerting.audit.ChainVerifier;
import io.keyfuse.alerting.audit.Expectation;
import io.keyfuse.alerting.sign.Ed25519CommandSigner;
import io.keyfuse.alerting.sign.Ed25519CommandVerifier;
import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Decision;
import io.keyfuse.schemas.v1.DecisionReason;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The processor over a store that outlives it, as a changelog does. */
final class ChainProcessorTest {
  private static final int PARTITION = 5;
  private static final String ID = "openai:proj_a:key_1";

  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final SigningKeys keys = SigningKeys.generate();
  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(ChainProcessor.STORE),
              Serdes.String(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final List<AuditEntry> log = new ArrayList<>();
  private @TempDir Path folder;

  @Test
  void shouldGoOnWhereAnotherInstanceStopped() {
    decide(1_000, "a", "b");
    // Restarted or rebalanced: a new processor on the restored store, at another time.
    decide(2_000, "c");
    decide(3_000, "d", "e");

    AuditReport report = verify();
    assertThat(report.flaws()).isEmpty();
    assertThat(report.chains()).hasSize(1);
    assertThat(report.chains().get(0).chain()).isEqualTo(PARTITION + "-1000");
    assertThat(report.chains().get(0).signedUpTo()).isEqualTo(5);
  }

  @Test
  void shouldTakeTheSamePlaceAgainWhenTheCommitWasLost() {
    decide(1_000, "a");
    byte[] committed = store.get("chain");
    decide(1_000, "b");
    Map<String, String> lost = log.remove(1).headers();
    store.put("chain", committed);

    decide(2_000, "b");

    assertThat(verify().flaws()).isEmpty();
    assertThat(log.get(1).headers()).isEqualTo(lost);
  }

  @Test
  void shouldLeaveNoGapWhereADecisionCannotBeWritten() {
    decide(1_000, "a");
    assertThatThrownBy(() -> decide(1_000, "x".repeat(1_000_000)))
        .isInstanceOf(RecordTooLargeException.class);
    decide(1_000, "b");

    assertThat(verify().flaws()).isEmpty();
    assertThat(log).hasSize(2);
  }

  @Test
  void shouldBeginAChainOfAnotherNameWhenTheStateIsLost() {
    decide(1_000, "a", "b");
    store.delete("chain");
    decide(2_000, "c");

    assertThat(verify().flaws()).isEmpty();
    assertThat(verify().chains()).hasSize(2);
  }

  private void decide(long nowMs, String... details) {
    MockProcessorContext<String, SealedDecision> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, PARTITION), folder.toFile());
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    context.setCurrentSystemTimeMs(nowMs);
    ChainProcessor processor =
        new ChainProcessor(
            serdes.value(Topics.DECISIONS).serializer(),
            new ChainSealer(new Ed25519CommandSigner(keys), 1));
    processor.init(context);
    for (String detail : details) {
      processor.process(new Record<>(ID, decision(detail), nowMs));
    }
    context.forwarded().forEach(forward -> keep(forward.record()));
    processor.close();
  }

  private void keep(Record<? extends String, ? extends SealedDecision> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    byte[] value = SealedDecision.serde().serializer().serialize("any", record.value());
    log.add(new AuditEntry(PARTITION, record.key().getBytes(UTF_8), value, headers));
    assertThat(SealedDecision.partitioner().partitions("any", ID, record.value(), 12))
        .hasValueSatisfying(partitions -> assertThat(partitions).containsExactly(PARTITION));
  }

  private AuditReport verify() {
    ChainVerifier verifier =
        new ChainVerifier(
            new Ed25519CommandVerifier(List.of(keys.publicKey())),
            new Expectation(true, List.of()));
    log.forEach(verifier::add);
    return verifier.finish();
  }

  private static Decision decision(String detail) {
    return Decision.newBuilder()
        .setDecisionId("decision " + detail.charAt(0))
        .setIncidentId("incident")
        .setSequence(1)
        .setCredential(new Credential("openai", "proj_a", "key_1"))
        .setAt(ResponseHarness.START)
        .setStage("mode")
        .setReason(DecisionReason.MODE_OBSERVE)
        .setDetail(detail)
        .build();
  }
}
