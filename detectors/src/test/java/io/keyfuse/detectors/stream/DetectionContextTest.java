package io.keyfuse.detectors.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.detectors.scenario.BenignTraffic;
import io.keyfuse.detectors.scenario.Call;
import io.keyfuse.detectors.state.KeyMonitorCodec;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Fact;
import io.keyfuse.schemas.v1.Signal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keys hear of each other and of context, through the topology. */
class DetectionContextTest {
  private static final long START = BenignTraffic.START.toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final int DAYS = 7;
  private static final long T0 = START + DAYS * DAY;
  private static final String ID = "anthropic:default:";

  private final Path folder;

  DetectionContextTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void shouldKnowAThiefOfTwoKeysOnAThird() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      // Given a thief who is unlike the owners of two keys, and unlike a third's in the model only
      owner(harness, "a", 1_000, 250);
      owner(harness, "b", 1_000, 250);
      owner(harness, "c", 150_000, 3_000);
      steal(harness, "a", T0);
      steal(harness, "b", T0 + 10 * MINUTE);
      assertThat(raised(harness)).extracting(TestRecord::key).contains(ID + "a", ID + "b");

      // When
      steal(harness, "c", T0 + 20 * MINUTE);

      // Then
      Evidence evidence = raised(harness).get(0).value();
      assertThat(evidence.getCredential().getKeyId()).isEqualTo("c");
      assertThat(evidence.getProbability()).isGreaterThanOrEqualTo(0.9);
      assertThat(evidence.getSummary()).endsWith("unlike the owner's in model, fleet");
      assertThat(evidence.getFacts()).extracting(Fact::getName).contains("fleet_nats");
      assertThat(harness.counted("keyfuse.detectors.suspects")).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void shouldNotRaiseTheThirdKeyAlone() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      owner(harness, "c", 150_000, 3_000);

      steal(harness, "c", T0 + 20 * MINUTE);

      assertThat(harness.counted("keyfuse.detectors.suspects")).isPositive();
      assertThat(raised(harness)).isEmpty();
    }
  }

  @Test
  void shouldHandThePictureOfTheOwnerToTheHeir() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      owner(harness, "old", 1_000, 250);

      harness.context(
          about("heir", ContextKind.LINEAGE, Map.of("rotated_from", ID + "old"))
              .setScope("lineage/" + ID + "heir")
              .build());
      steal(harness, "heir", T0);
      steal(harness, "other", T0);

      assertThat(state(harness, "heir").context().hasInherited()).isTrue();
      assertThat(raised(harness))
          .isNotEmpty()
          .allMatch(each -> each.key().equals(ID + "heir"))
          .allMatch(each -> each.value().getSignal() == Signal.FOREIGN_USAGE);
    }
  }

  @Test
  void shouldTellALeakOfAKeyThatWasNeverSeen() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      harness.context(about("leaked", ContextKind.LEAK_REPORT, Map.of()).build());

      TestRecord<String, Evidence> said = raised(harness).get(0);
      assertThat(said.key()).isEqualTo(ID + "leaked");
      assertThat(said.value().getSignal()).isEqualTo(Signal.LEAK_REPORT);
      assertThat(said.value().getProbability()).isEqualTo(0.95);
      assertThat(said.value().getObservedAt()).isEqualTo(BenignTraffic.START);
      assertThat(harness.counted("keyfuse.detectors.evidence")).isEqualTo(1);
    }
  }

  @Test
  void shouldTellUseOfACanary() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      harness.context(about("bait", ContextKind.INVENTORY, Map.of("canary", "true")).build());
      harness.usage(Call.of("bait", START).refused("401").build());

      assertThat(raised(harness))
          .singleElement()
          .matches(each -> each.value().getSignal() == Signal.CANARY_USED);
    }
  }

  @Test
  void shouldArmAStrangeKeyOfAnAccountThatLostAGuard() {
    try (DetectionHarness harness = new DetectionHarness(folder, 100)) {
      owner(harness, "a", 1_000, 250);
      owner(harness, "b", 1_000, 250);
      harness.usage(theft("b", T0).build());

      harness.context(
          about("any", ContextKind.PROVIDER_AUDIT, Map.of("type", "rate_limit.deleted"))
              .setCredential(null)
              .setScope("audit/anthropic:default/rate_limit.deleted")
              .setAt(Instant.ofEpochMilli(T0))
              .build());
      harness.usage(theft("a", T0 + MINUTE).build());

      assertThat(state(harness, "a").ownership().foreign().isArmed(T0 + MINUTE)).isTrue();
      assertThat(state(harness, "b").ownership().foreign().isArmed(T0 + MINUTE))
          .as("strange before it")
          .isFalse();
    }
  }

  /** The owner's calls, three every ten minutes for the days. */
  private static void owner(DetectionHarness harness, String key, long input, long output) {
    for (long at = START; at < T0; at += 10 * MINUTE) {
      harness.usage(
          Call.bucket(key, at).usd(0.3).requests(3).tokens(3 * input, 3 * output).build());
    }
    harness.evidence();
  }

  /** Five minutes of somebody else's calls. */
  private static void steal(DetectionHarness harness, String key, long fromMs) {
    for (int minute = 0; minute < 5; minute++) {
      harness.usage(theft(key, fromMs + minute * MINUTE).build());
    }
  }

  private static Call theft(String key, long at) {
    return Call.bucket(key, at).usd(0.9).tokens(150_000, 3_000).model("opus");
  }

  private static List<TestRecord<String, Evidence>> raised(DetectionHarness harness) {
    return harness.evidence().stream()
        .filter(each -> each.value().getState() == EvidenceState.RAISED)
        .toList();
  }

  private static KeyMonitorState state(DetectionHarness harness, String key) {
    return new KeyMonitorCodec().decode(harness.stored(ID + key));
  }

  private static ContextEvent.Builder about(
      String key, ContextKind kind, Map<String, String> attributes) {
    return ContextEvent.newBuilder()
        .setContextId("context-" + key)
        .setKind(kind)
        .setScope(ID + key)
        .setCredential(CredentialId.parse(ID + key))
        .setAt(BenignTraffic.START)
        .setAttributes(attributes)
        .setSource("test");
  }
}
