package io.keyfuse.bench.step;

import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.schemas.topic.Topics;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Nanoseconds per event of the detection step, and of decoding the same events from Avro as its
 * peer. Used by one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StepBenchmark {
  private static final String TOPIC = Topics.USAGE.name();

  /** The recording. */
  @Param("usage.jsonl")
  public String usage = "";

  /** One row of telemetry is told as so many calls at most. */
  @Param("1")
  public int calls;

  private final TopicSerdes serdes = new TopicSerdes(new InMemorySchemaRegistry(), true);
  private final Deserializer<UsageEvent> decoder = serdes.value(Topics.USAGE).deserializer();
  private @Nullable StepPlay play;
  private byte[][] encoded = {};
  private int at;

  /** Reads the recording and encodes its events. */
  @Setup
  public void read() throws IOException {
    play = new StepPlay(Path.of(usage), calls);
    encoded =
        play.events().stream()
            .map(event -> serdes.value(Topics.USAGE).serializer().serialize(TOPIC, event))
            .toArray(byte[][]::new);
  }

  /** The peer: one event from its Avro bytes. */
  @Benchmark
  public UsageEvent decodeEvent() {
    at = at + 1 < encoded.length ? at + 1 : 0;
    return decoder.deserialize(TOPIC, encoded[at]);
  }

  /** The pure step: panes, baseline, all detectors. */
  @Benchmark
  public long step() {
    return Objects.requireNonNull(play).step();
  }

  /** The step with its state decoded before and encoded after, as the topology does. */
  @Benchmark
  public byte[] storedStep() {
    return Objects.requireNonNull(play).storedStep();
  }
}
