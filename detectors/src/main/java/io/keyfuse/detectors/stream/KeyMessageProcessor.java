package io.keyfuse.detectors.stream;

import io.keyfuse.detectors.detect.KeyMonitor;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.detectors.state.KeyMonitorCodec;
import io.keyfuse.detectors.state.KeyMonitorState;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.state.KeyedState;
import io.keyfuse.schemas.stream.StoreState;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Tells a key's monitor what it hears beside usage; works on the store of {@link
 * KeyMonitorProcessor}, in the same task. Used by the task's thread.
 */
final class KeyMessageProcessor extends ContextualProcessor<String, byte[], String, Object> {
  private final KeyMonitor monitor;
  private final MonitorOutput out;
  private @Nullable KeyedState<KeyMonitorState> states;

  KeyMessageProcessor(KeyMonitor monitor, MonitorOutput out) {
    this.monitor = monitor;
    this.out = out;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    super.init(context);
    out.to(context);
    KeyValueStore<String, byte[]> store = context.getStateStore(KeyMonitorSupplier.STORE);
    states = new StoreState<>(store, new KeyMonitorCodec());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    KeyedState<KeyMonitorState> store = Objects.requireNonNull(states, "used before init");
    KeyMonitorState stored = store.get(record.key());
    KeyMonitorState state = stored == null ? new KeyMonitorState() : stored;
    out.turnTo(record.key(), record.timestamp());
    monitor.told(
        state,
        CredentialId.parse(record.key()),
        KeyMessage.decode(record.value()),
        context().currentSystemTimeMs(),
        out);
    store.put(record.key(), state);
  }
}
