package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.detect.FleetMonitor;
import io.keyfuse.detectors.state.FleetMessage;
import io.keyfuse.detectors.state.FleetState;
import io.keyfuse.detectors.state.FleetStateCodec;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.Suspect;
import io.keyfuse.schemas.state.KeyedState;
import io.keyfuse.schemas.stream.StoreState;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of {@link FleetMonitor}: one state for all keys, under one key, in one task. Only
 * strange reports come here, at most one in five minutes and key. Used by the task's thread.
 */
final class FleetProcessor extends ContextualProcessor<String, byte[], String, Object> {
  static final String STORE = "fleet";

  /** The one key that what the whole fleet is told has. */
  static final String KEY = "fleet";

  private final FleetMonitor monitor = new FleetMonitor();
  private @Nullable KeyedState<FleetState> states;

  @Override
  public void init(ProcessorContext<String, Object> context) {
    super.init(context);
    KeyValueStore<String, byte[]> store = context.getStateStore(STORE);
    states = new StoreState<>(store, new FleetStateCodec());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    KeyedState<FleetState> store = Objects.requireNonNull(states, "used before init");
    FleetState stored = store.get(KEY);
    FleetState state = stored == null ? new FleetState() : stored;
    FleetMessage message = FleetMessage.decode(record.value());
    if (message instanceof Suspect suspect) {
      KeyMessage answer = monitor.suspect(state, suspect);
      if (answer != null) {
        context().forward(new Record<>(suspect.credentialId(), answer, record.timestamp()));
      }
    } else if (message instanceof FleetMessage.Unguarded unguarded) {
      monitor.unguarded(state, unguarded);
    }
    if (monitor.changes(message)) {
      store.put(KEY, state);
    }
  }
}
