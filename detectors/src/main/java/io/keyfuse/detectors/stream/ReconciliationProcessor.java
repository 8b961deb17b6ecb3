package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.detect.MinuteReading;
import io.keyfuse.detectors.detect.Reconciler;
import io.keyfuse.detectors.detect.ReconciliationSink;
import io.keyfuse.detectors.state.DayLine;
import io.keyfuse.detectors.state.ReconciliationCodec;
import io.keyfuse.detectors.state.ReconciliationLedger;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.state.KeyedState;
import io.keyfuse.schemas.stream.StoreState;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.UsageEvent;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of reconciliation: loads the key's ledger, makes the step, stores, forwards. Every
 * minute of wall clock it judges the days of keys whose bills have come to rest. Used by the task's
 * thread.
 */
final class ReconciliationProcessor
    implements Processor<String, UsageEvent, String, Evidence>, ReconciliationSink {
  private static final Duration SETTLE_CHECK = Duration.ofMinutes(1);

  private final Reconciler reconciler;
  private final OpenKeys billedKeys;
  private final ReconciliationMetrics metrics;
  private @Nullable ProcessorContext<String, Evidence> context;
  private @Nullable KeyedState<ReconciliationLedger> ledgers;
  private String key = "";
  private long atMs;

  ReconciliationProcessor(
      Reconciler reconciler, OpenKeys billedKeys, ReconciliationMetrics metrics) {
    this.reconciler = reconciler;
    this.billedKeys = billedKeys;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Evidence> newContext) {
    context = newContext;
    KeyValueStore<String, byte[]> store = newContext.getStateStore(ReconciliationSupplier.STORE);
    ledgers = new StoreState<>(store, new ReconciliationCodec());
    newContext.schedule(SETTLE_CHECK, PunctuationType.WALL_CLOCK_TIME, this::settle);
  }

  @Override
  public void process(Record<String, UsageEvent> record) {
    long nowMs = present(context).currentSystemTimeMs();
    turnTo(record.key(), record.timestamp());
    ReconciliationLedger stored = present(ledgers).get(key);
    ReconciliationLedger ledger = stored == null ? new ReconciliationLedger() : stored;
    reconciler.usage(ledger, record.value(), nowMs, this);
    present(ledgers).put(key, ledger);
    long waitMs = reconciler.waitMs(ledger, nowMs);
    if (waitMs < Long.MAX_VALUE) {
      billedKeys.arrived(key, nowMs, nowMs + waitMs);
    }
  }

  @Override
  public void reading(MinuteReading reading) {
    metrics.read(reading);
  }

  @Override
  public void judged(Credential credential, DayLine total) {
    metrics.judged(credential, total);
  }

  @Override
  public void evidence(Evidence evidence) {
    present(context).forward(new Record<>(key, evidence, atMs));
  }

  private void settle(long nowMs) {
    if (billedKeys.takeSearch()) {
      present(ledgers)
          .forEach(
              (each, ledger) -> {
                if (reconciler.waitMs(ledger, nowMs) < Long.MAX_VALUE) {
                  billedKeys.found(each, nowMs);
                }
              });
    }
    for (OpenKeys.Idle due : billedKeys.due(nowMs)) {
      settle(due, nowMs);
    }
  }

  private void settle(OpenKeys.Idle due, long nowMs) {
    ReconciliationLedger ledger = present(ledgers).get(due.key());
    if (ledger == null) {
      billedKeys.closed(due.key());
      return;
    }
    turnTo(due.key(), nowMs);
    reconciler.settle(ledger, CredentialId.parse(due.key()), nowMs, this);
    long waitMs = reconciler.waitMs(ledger, nowMs);
    if (waitMs == Long.MAX_VALUE) {
      present(ledgers).put(due.key(), ledger);
      billedKeys.closed(due.key());
    } else {
      billedKeys.postpone(due, nowMs + waitMs);
    }
  }

  private void turnTo(String newKey, long newAtMs) {
    key = newKey;
    atMs = Math.max(0, newAtMs);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the processor is used before init");
    }
    return value;
  }
}
