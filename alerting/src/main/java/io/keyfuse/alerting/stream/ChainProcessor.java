package io.keyfuse.alerting.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.alerting.audit.ChainSealer;
import io.keyfuse.alerting.audit.ChainState;
import io.keyfuse.alerting.audit.ChainStateCodec;
import io.keyfuse.schemas.serde.BoundedSerializer;
import io.keyfuse.schemas.state.KeyedState;
import io.keyfuse.schemas.stream.StoreState;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Decision;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision in its wire format and appends exactly those bytes to the chain of the task's
 * partition. A decision that cannot be written fails before the chain moves, so that there are no
 * gaps. Used by the task's thread.
 */
final class ChainProcessor extends ContextualProcessor<String, Decision, String, SealedDecision> {
  static final String STORE = "audit-chain";

  private static final String KEY = "chain";

  private final Serializer<Decision> serializer;
  private final Serializer<byte[]> bounded = new BoundedSerializer<>(new ByteArraySerializer());
  private final ChainSealer sealer;
  private @Nullable KeyedState<ChainState> states;

  ChainProcessor(Serializer<Decision> serializer, ChainSealer sealer) {
    this.serializer = serializer;
    this.sealer = sealer;
  }

  @Override
  public void init(ProcessorContext<String, SealedDecision> context) {
    super.init(context);
    KeyValueStore<String, byte[]> store = context.getStateStore(STORE);
    states = new StoreState<>(store, new ChainStateCodec());
  }

  @Override
  public void process(Record<String, Decision> record) {
    KeyedState<ChainState> all = states();
    int partition = context().taskId().partition();
    ChainState known = all.get(KEY);
    ChainState before =
        known == null ? ChainState.begin(partition, context().currentSystemTimeMs()) : known;
    byte[] value = serializer.serialize(Topics.DECISIONS.name(), record.value());
    ChainSealer.Appended chained = sealer.append(before, record.key().getBytes(UTF_8), value);
    Headers headers = new RecordHeaders();
    chained.seal().headers().forEach((name, text) -> headers.add(name, text.getBytes(US_ASCII)));
    bounded.serialize(Topics.DECISIONS.name(), headers, value);
    all.put(KEY, chained.state());
    SealedDecision out = new SealedDecision(partition, value);
    context().forward(new Record<>(record.key(), out, record.timestamp(), headers));
  }

  @Override
  public void close() {
    serializer.close();
  }

  private KeyedState<ChainState> states() {
    if (states == null) {
      throw new IllegalStateException("used before init");
    }
    return states;
  }
}
