package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.Horizon;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.detectors.state.LastSeen;
import io.keyfuse.detectors.state.Measure;
import io.keyfuse.detectors.state.PaneRing;
import io.keyfuse.detectors.state.PaneWidth;
import io.keyfuse.detectors.state.Side;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.Signal;
import java.time.Instant;
import java.util.List;

/** Makes evidence records. Stateless and thread-safe. */
final class EvidenceWriter {
  private EvidenceWriter() {}

  /** Returns RAISED evidence about the windows around an event. */
  static Evidence raised(Moment moment, Finding finding, long startedAtMs, String number) {
    Horizon window = finding.window();
    WindowSpend spend = WindowSpend.around(moment.state(), moment.atMs());
    return about(moment, finding.signal(), startedAtMs, number)
        .setCause(finding.cause())
        .setState(EvidenceState.RAISED)
        .setProbability(finding.probability())
        .setWindowMs(window.ms())
        .setSpendNanos(spend.nanos(window))
        .setExpectedNanos(finding.expectedNanos())
        .setBurnNanosPerHour(spend.burnNanosPerHour())
        .setRequestCount(count(moment, window, Measure.REQUESTS))
        .setTokenCount(
            count(moment, window, Measure.INPUT_TOKENS)
                + count(moment, window, Measure.OUTPUT_TOKENS))
        .setFacts(finding.facts())
        .setSummary(finding.summary())
        .build();
  }

  /** Returns a builder with who and when set, and no numbers. */
  static Evidence.Builder about(Moment moment, Signal signal, long startedAtMs, String number) {
    LastSeen owner = moment.state().lastSeen();
    String id = CredentialId.of(moment.credential());
    return Evidence.newBuilder()
        .setEvidenceId(
            NameUuid.of("evidence", id, signal.name(), Long.toString(startedAtMs), number))
        .setCredential(moment.credential())
        .setTenant(owner.tenant())
        .setProject(owner.project())
        .setFeature(owner.feature())
        .setSignal(signal)
        .setEpisodeStartedAt(Instant.ofEpochMilli(startedAtMs))
        .setObservedAt(Instant.ofEpochMilli(moment.atMs()))
        .setWindowMs(0)
        .setSpendNanos(0)
        .setExpectedNanos(0)
        .setBurnNanosPerHour(0)
        .setFacts(List.of());
  }

  private static long count(Moment moment, Horizon window, Measure measure) {
    KeyMonitorState state = moment.state();
    PaneWidth width =
        switch (window) {
          case MINUTE, TEN_MINUTES -> PaneWidth.MINUTE;
          case HOUR -> PaneWidth.HOUR;
          case DAY -> PaneWidth.DAY;
        };
    PaneRing ring = state.ring(width);
    long end = width.indexOf(moment.atMs());
    long start = end - window.ms() / width.ms() + 1;
    return Math.max(
        ring.sum(Side.TELEMETRY, measure, start, end),
        ring.sum(Side.PROVIDER, measure, start, end));
  }
}
