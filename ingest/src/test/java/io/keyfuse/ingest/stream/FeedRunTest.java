package io.keyfuse.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.feed.FeedFault;
import io.keyfuse.ingest.feed.FeedMark;
import io.keyfuse.ingest.feed.FeedMemory;
import io.keyfuse.ingest.feed.FeedSchedule;
import io.keyfuse.ingest.feed.PageSink;
import io.keyfuse.ingest.feed.PullFeed;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.keyfuse.testkit.registry.InMemorySchemaRegistry;
import io.keyfuse.testkit.registry.OutageSchemaRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** One feed while an instance owns it: what is stored, counted and tried again. */
class FeedRunTest {
  private static final Instant START = Instant.parse("2026-11-02T12:00:00Z");
  private static final String NAME = "main/completions";

  private final OutageSchemaRegistry registry =
      new OutageSchemaRegistry(new InMemorySchemaRegistry());
  private final TopicSerdes serdes = new TopicSerdes(registry, true);
  private final FeedDesk desk = new FeedDesk(Set.of(NAME), serdes);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
  private Instant now = START;
  private Runnable onSweep = () -> {};
  private List<Decoded> page = List.of(new Decoded.Usage("row 1", UsageEvents.call("1").build()));
  private final FeedRun run =
      new FeedRun(
          new OnePage(),
          desk,
          () -> new FeedPublisher(NAME, 0, producer(), serdes),
          new FeedTools(
              new UsageValidator(UsageLimits.defaults()),
              () -> now,
              new Random(1),
              new FeedMetrics(meters, () -> now)));

  @Test
  void shouldStoreAPageAndThenTheMark() {
    run.sweep();

    assertThat(producers).hasSize(1);
    assertThat(producers.get(0).history())
        .extracting(record -> record.topic())
        .containsExactly("keyfuse.usage.v1", "keyfuse.context.v1");
    assertThat(desk.of(NAME).mark().readTo()).isEqualTo(START);
    assertThat(run.isDue(START.plusSeconds(59))).isFalse();
  }

  @Test
  void shouldGoOnAfterTheRegistryWasAwayInTheMiddleOfATransaction() {
    registry.goDown();
    run.sweep();
    assertThat(count("not_stored")).isEqualTo(1);
    assertThat(run.hasTakenOver()).isFalse();
    assertThat(producers.get(0).closed()).isTrue();
    registry.comeBack();

    run.sweep();

    assertThat(count("done")).isEqualTo(1);
    assertThat(producers).hasSize(2);
    assertThat(producers.get(0).history()).isEmpty();
    assertThat(producers.get(1).history()).hasSize(2);
  }

  @Test
  void shouldFenceOffItsPredecessorBeforeItReadsAnything() {
    onSweep = () -> assertThat(producers.get(0).transactionInitialized()).isTrue();

    run.sweep();

    assertThat(count("done")).isEqualTo(1);
  }

  @Test
  void shouldCountEachPartOnceByWhatItWas() {
    page =
        List.of(
            new Decoded.Usage("row 1", UsageEvents.call("1").build()),
            new Decoded.Usage("row 2", UsageEvents.call("2").setRequestCount(-1).build()),
            new Decoded.Ignored("row 3", "empty_bucket"));

    run.sweep();

    assertThat(parts("read")).isEqualTo(3);
    assertThat(parts("usage")).isEqualTo(1);
    assertThat(parts("refused")).isEqualTo(1);
    assertThat(parts("ignored")).isEqualTo(1);
  }

  @Test
  void shouldSendACallOnceHoweverOftenItIsReadAgain() {
    run.sweep();
    now = START.plusSeconds(60);
    run.sweep();

    assertThat(producers.get(0).history())
        .extracting(record -> record.topic())
        .containsExactly("keyfuse.usage.v1", "keyfuse.context.v1", "keyfuse.context.v1");
  }

  @Test
  void shouldShowTheWatermarksAgeAlsoWhileNoSweepSucceeds() {
    desk.keep(FeedRecords.heartbeat(NAME, new FeedMark(START, START, START, Map.of())));
    onSweep =
        () -> {
          throw new FeedFault(FeedFault.Reason.LOGIN_REFUSED, "no");
        };
    now = START.plusSeconds(3600);

    run.sweep();

    assertThat(meters.get("keyfuse.feed.watermark.age.seconds").tag("name", NAME).gauge().value())
        .isEqualTo(3600.0);
    assertThat(count("login_refused")).isEqualTo(1);
  }

  @Test
  void shouldSayNothingMoreOfAFeedThatIsAnotherOnes() {
    onSweep = run::end;

    run.sweep();

    assertThat(desk.of(NAME).mark()).isEqualTo(FeedMark.NONE);
    assertThat(meters.find("keyfuse.feed.watermark.age.seconds").gauge()).isNull();
  }

  @Test
  void shouldSurviveAFaultOfItsOwn() {
    onSweep =
        () -> {
          throw new IllegalStateException("bug");
        };
    run.sweep();
    onSweep = () -> {};
    run.sweep();

    assertThat(count("internal")).isEqualTo(1);
    assertThat(count("done")).isEqualTo(1);
  }

  private double count(String result) {
    Counter counter = meters.find("keyfuse.feed.sweeps").tag("result", result).counter();
    return counter == null ? 0 : counter.count();
  }

  private double parts(String what) {
    return meters.get("keyfuse.feed." + what).tag("feed", "openai-usage").counter().count();
  }

  private MockProducer<String, byte[]> producer() {
    MockProducer<String, byte[]> made =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    producers.add(made);
    return made;
  }

  private final class OnePage implements PullFeed {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String kind() {
      return "openai-usage";
    }

    @Override
    public FeedSchedule schedule() {
      return FeedSchedule.minutely();
    }

    @Override
    public FeedMark sweep(FeedMemory memory, PageSink pages) {
      onSweep.run();
      pages.accept(page);
      return new FeedMark(now, now.minusSeconds(600), now, Map.of());
    }
  }
}
