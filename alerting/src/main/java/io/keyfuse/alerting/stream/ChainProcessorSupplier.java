package io.keyfuse.alerting.stream;

import io.keyfuse.alerting.audit.ChainSealer;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.stream.StoreState;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.Decision;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes one chain processor per task, with its store. Thread-safe. */
final class ChainProcessorSupplier
    implements ProcessorSupplier<String, Decision, String, SealedDecision> {
  private final TopicSerdes serdes;
  private final ChainSealer sealer;

  ChainProcessorSupplier(TopicSerdes serdes, ChainSealer sealer) {
    this.serdes = serdes;
    this.sealer = sealer;
  }

  @Override
  public Processor<String, Decision, String, SealedDecision> get() {
    return new ChainProcessor(serdes.value(Topics.DECISIONS).serializer(), sealer);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(StoreState.builder(ChainProcessor.STORE));
  }
}
