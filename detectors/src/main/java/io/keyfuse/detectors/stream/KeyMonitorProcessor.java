package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.detect.KeyMonitor;
import io.keyfuse.detectors.detect.MonitorSink;
import io.keyfuse.detectors.state.KeyMonitorCodec;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.state.KeyedState;
import io.keyfuse.schemas.stream.StoreState;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.SpendWindow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The adapter: loads the key's state, makes the step, stores, forwards. Every ten seconds of wall
 * clock it lets time pass for keys without events. Used by the task's thread.
 */
final class KeyMonitorProcessor
    implements Processor<String, Incoming, String, SpecificRecord>, MonitorSink {
  private static final Duration IDLE_CHECK = Duration.ofSeconds(10);

  private final KeyMonitor monitor;
  private final OpenKeys openKeys;
  private final Counter events;
  private final Counter evidences;
  private final Counter windows;
  private @Nullable ProcessorContext<String, SpecificRecord> context;
  private @Nullable KeyedState<KeyMonitorState> states;
  private String key = "";
  private long atMs;
  private int forwarded;

  KeyMonitorProcessor(KeyMonitor monitor, OpenKeys openKeys, MeterRegistry metrics) {
    this.monitor = monitor;
    this.openKeys = openKeys;
    this.events = counter(metrics, "events", "Priced events judged");
    this.evidences = counter(metrics, "evidence", "Evidence raised or cleared");
    this.windows = counter(metrics, "windows", "Windows closed or corrected");
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> newContext) {
    context = newContext;
    KeyValueStore<String, byte[]> store = newContext.getStateStore(KeyMonitorSupplier.STORE);
    states = new StoreState<>(store, new KeyMonitorCodec());
    newContext.schedule(IDLE_CHECK, PunctuationType.WALL_CLOCK_TIME, this::idle);
  }

  @Override
  public void process(Record<String, Incoming> record) {
    KeyedState<KeyMonitorState> store = present(states);
    long nowMs = present(context).currentSystemTimeMs();
    turnTo(record.key(), record.timestamp());
    KeyMonitorState stored = store.get(key);
    KeyMonitorState state = stored == null ? new KeyMonitorState() : stored;
    if (record.value() instanceof Incoming.Usage usage) {
      events.increment();
      monitor.usage(state, usage.event(), nowMs, this);
      openKeys.arrived(key, nowMs, nowMs + IDLE_CHECK.toMillis());
    } else if (record.value() instanceof Incoming.Status status) {
      monitor.status(state, status.status());
    }
    store.put(key, state);
  }

  @Override
  public void evidence(Evidence evidence) {
    evidences.increment();
    forwarded++;
    present(context).forward(new Record<>(key, evidence, atMs));
  }

  @Override
  public void spend(SpendWindow window) {
    windows.increment();
    forwarded++;
    present(context).forward(new Record<>(key, window, atMs));
  }

  private void idle(long nowMs) {
    KeyedState<KeyMonitorState> store = present(states);
    if (openKeys.takeSearch()) {
      store.forEach(
          (each, state) -> {
            if (monitor.waitMs(state) < Long.MAX_VALUE) {
              openKeys.found(each, nowMs);
            }
          });
    }
    for (OpenKeys.Idle due : openKeys.due(nowMs)) {
      idle(store, due, nowMs);
    }
  }

  private void idle(KeyedState<KeyMonitorState> store, OpenKeys.Idle due, long nowMs) {
    KeyMonitorState state = store.get(due.key());
    if (state == null) {
      openKeys.closed(due.key());
      return;
    }
    turnTo(due.key(), nowMs);
    long idleMs = nowMs - due.arrivedMs();
    forwarded = 0;
    monitor.idle(state, CredentialId.parse(due.key()), idleMs, nowMs, this);
    if (forwarded > 0) {
      store.put(due.key(), state);
    }
    long waitMs = monitor.waitMs(state);
    if (waitMs == Long.MAX_VALUE) {
      openKeys.closed(due.key());
    } else {
      openKeys.postpone(due, Math.max(nowMs + IDLE_CHECK.toMillis(), due.arrivedMs() + waitMs));
    }
  }

  private void turnTo(String newKey, long newAtMs) {
    key = newKey;
    atMs = Math.max(0, newAtMs);
  }

  private static Counter counter(MeterRegistry metrics, String name, String description) {
    return Counter.builder("keyfuse.detectors." + name).description(description).register(metrics);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the processor is used before init");
    }
    return value;
  }
}
