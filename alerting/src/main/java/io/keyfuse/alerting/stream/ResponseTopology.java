package io.keyfuse.alerting.stream;

import io.keyfuse.alerting.ResponseConfig;
import io.keyfuse.alerting.audit.ChainSealer;
import io.keyfuse.alerting.incident.DeskInput;
import io.keyfuse.alerting.incident.DeskOutput;
import io.keyfuse.alerting.incident.IncidentDesk;
import io.keyfuse.alerting.sign.CommandSigner;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Evidence;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Evidence, outcomes and inventory in; alerts, signed commands, key states, decisions and
 * judgements out. Two stores, no repartition: all inputs must be keyed by credential id and
 * co-partitioned. Thread-safe; apply it once per builder.
 */
public final class ResponseTopology {
  private final ResponseConfig config;
  private final CommandSigner signer;
  private final TopicSerdes serdes;
  private final DeskMetrics metrics;

  /**
   * @param config policies, protected keys and times
   * @param signer signs the commands and the checkpoints of the decisions' chain
   * @param serdes writes commands and decisions
   * @param meters counts, see {@code docs/configuration.md}
   */
  public ResponseTopology(
      ResponseConfig config, CommandSigner signer, TopicSerdes serdes, MeterRegistry meters) {
    this.config = config;
    this.signer = signer;
    this.serdes = serdes;
    this.metrics = new DeskMetrics(meters);
  }

  /**
   * Adds the desk to a topology. The caller sends the results to their topics, and reads {@code
   * outcomes.v1} as {@code outcomes}, which holds the executors' outcomes and the desk's own.
   */
  public ResponseStreams apply(
      StreamsBuilder builder,
      KStream<String, Evidence> evidence,
      KStream<String, CommandOutcome> outcomes,
      KStream<String, ContextEvent> context) {
    KStream<String, DeskInput> inputs =
        input(evidence, DeskInput.EvidenceSeen::new, "response-evidence")
            .merge(
                input(outcomes, DeskInput.OutcomeSeen::new, "response-outcomes"),
                Named.as("response-merge-outcomes"))
            .merge(
                input(context, DeskInput.ContextSeen::new, "response-context"),
                Named.as("response-merge-context"));
    IncidentDesk desk = new IncidentDesk(config.book(), config.protectedKeys(), config.incidents());
    KStream<String, DeskOutput> said =
        inputs.process(
            new DeskProcessorSupplier(desk, metrics, config.incidents().maxWatched()),
            Named.as("response-desk"));
    return split(said);
  }

  private ResponseStreams split(KStream<String, DeskOutput> said) {
    KStream<String, byte[]> signed =
        only(said, DeskOutput.CommandIssued.class, DeskOutput.CommandIssued::command, "commands")
            .process(
                () -> new SigningProcessor(serdes.value(Topics.COMMANDS).serializer(), signer),
                Named.as("response-sign"));
    ChainSealer sealer = new ChainSealer(signer, config.audit().checkpointEvery());
    KStream<String, SealedDecision> chained =
        only(said, DeskOutput.Decided.class, DeskOutput.Decided::decision, "decisions")
            .process(new ChainProcessorSupplier(serdes, sealer), Named.as("response-chain"));
    return new ResponseStreams(
        only(said, DeskOutput.AlertRaised.class, DeskOutput.AlertRaised::alert, "alerts"),
        signed,
        only(said, DeskOutput.KeyChanged.class, DeskOutput.KeyChanged::status, "keys"),
        chained,
        only(
            said, DeskOutput.OutcomeJudged.class, DeskOutput.OutcomeJudged::outcome, "judgements"));
  }

  /** A null value is a deletion on a compacted topic; the desk keeps what it knows. */
  private static <V> KStream<String, DeskInput> input(
      KStream<String, V> stream, Function<V, DeskInput> wrap, String name) {
    return stream.flatMapValues(
        value -> value == null ? List.of() : List.of(wrap.apply(value)), Named.as(name));
  }

  private static <T extends DeskOutput, V> KStream<String, V> only(
      KStream<String, DeskOutput> said, Class<T> type, Function<T, V> unwrap, String name) {
    return said.flatMapValues(
        output -> type.isInstance(output) ? List.of(unwrap.apply(type.cast(output))) : List.of(),
        Named.as("response-" + name));
  }
}
