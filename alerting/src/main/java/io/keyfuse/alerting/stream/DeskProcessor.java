package io.keyfuse.alerting.stream;

import io.keyfuse.alerting.incident.DeskInput;
import io.keyfuse.alerting.incident.DeskOutput;
import io.keyfuse.alerting.incident.DeskState;
import io.keyfuse.alerting.incident.DeskStateCodec;
import io.keyfuse.alerting.incident.DeskStep;
import io.keyfuse.alerting.incident.IncidentDesk;
import io.keyfuse.schemas.state.KeyedState;
import io.keyfuse.schemas.stream.StoreState;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Loads, steps, stores and forwards; and ticks credentials whose time has come. Used by the task's
 * thread.
 */
final class DeskProcessor implements Processor<String, DeskInput, String, DeskOutput> {
  static final String STORE = "response-desk";

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS_PER_RESCAN = 60;
  private static final int MAX_PER_TICK = 5_000;

  private final IncidentDesk desk;
  private final DeskMetrics metrics;
  private final DueIndex due;
  private @Nullable ProcessorContext<String, DeskOutput> context;
  private @Nullable KeyedState<DeskState> states;
  private int ticks;

  DeskProcessor(IncidentDesk desk, DeskMetrics metrics, int maxWatched) {
    this.desk = desk;
    this.metrics = metrics;
    this.due = new DueIndex(maxWatched);
  }

  @Override
  public void init(ProcessorContext<String, DeskOutput> processorContext) {
    context = processorContext;
    KeyValueStore<String, byte[]> store = processorContext.getStateStore(STORE);
    states = new StoreState<>(store, new DeskStateCodec());
    rescan(states);
    processorContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, DeskInput> record) {
    DeskInput input = record.value();
    if (CredentialCheck.concernsDesk(record.key(), input)) {
      step(record.key(), input, open().currentSystemTimeMs());
    }
  }

  @Override
  public void close() {
    metrics.watched(-due.size());
    due.clear();
  }

  private void tick(long nowMs) {
    ticks++;
    if (due.isForgetful() && ticks % TICKS_PER_RESCAN == 0) {
      rescan(states());
    }
    for (String key : due.dueAt(Instant.ofEpochMilli(nowMs), MAX_PER_TICK)) {
      step(key, new DeskInput.Tick(), nowMs);
    }
  }

  private void step(String key, DeskInput input, long nowMs) {
    KeyedState<DeskState> all = states();
    DeskState known = all.get(key);
    DeskState before = known == null ? DeskState.EMPTY : known;
    DeskStep step = desk.step(key, before, input, Instant.ofEpochMilli(nowMs));
    metrics.took(input);
    if (!step.state().equals(before)) {
      all.put(key, step.state());
    }
    watch(key, step.state());
    for (DeskOutput output : step.outputs()) {
      metrics.said(output);
      open().forward(new Record<>(key, output, nowMs));
    }
  }

  private void rescan(KeyedState<DeskState> all) {
    metrics.watched(-due.size());
    due.clear();
    all.forEach((key, state) -> due.set(key, desk.nextTick(key, state)));
    metrics.watched(due.size());
  }

  private void watch(String key, DeskState state) {
    int before = due.size();
    due.set(key, desk.nextTick(key, state));
    metrics.watched(due.size() - before);
  }

  private KeyedState<DeskState> states() {
    if (states == null) {
      throw new IllegalStateException("used before init");
    }
    return states;
  }

  private ProcessorContext<String, DeskOutput> open() {
    if (context == null) {
      throw new IllegalStateException("used before init");
    }
    return context;
  }
}
