package io.keyfuse.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.ingest.UsageEvents;
import io.keyfuse.ingest.http.IntakeServer;
import io.keyfuse.ingest.http.PublishException;
import io.keyfuse.schemas.v1.UsageEvent;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What token metrics become, by either temporality. */
class OtlpMetricsTest {
  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  // The server's clock stands at NOW: a series may begin after it or before.
  private static final long AFTER = UsageEvents.NOW.toEpochMilli() * 1_000_000L + 1_000_000_000L;
  private static final long BEFORE = AFTER - 100_000_000_000L;
  private static final Map<String, Object> CHAT =
      Map.of(
          "gen_ai.provider.name", "openai",
          "gen_ai.operation.name", "chat",
          "gen_ai.response.model", "gpt-4o");

  private final IntakeServer server =
      new IntakeServer("{'otlp':{'signals':['METRICS']}}", List.of());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldMakeOneEventOfInputAndOutput() {
    post(
        usage(DELTA, "input", AFTER, AFTER + 10, 1000, 3),
        usage(DELTA, "output", AFTER, AFTER + 10, 70, 3));

    assertThat(server.publisher.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(1000, 70));
              assertThat(event.getRequestCount()).isEqualTo(3);
              assertThat(event.getModel()).isEqualTo("gpt-4o");
              assertThat(event.getFeed()).isEqualTo("otlp-metrics");
            });
  }

  @Test
  void shouldGiveARepeatedExportTheSameIds() {
    Metric metric = usage(DELTA, "input", AFTER, AFTER + 10, 1000, 3);
    post(metric);
    post(metric);

    List<UsageEvent> events = server.publisher.events();
    assertThat(events).hasSize(2);
    assertThat(events.get(1)).isEqualTo(events.get(0));
  }

  @Test
  void shouldCountTheDifferenceOfCumulativePoints() {
    post(usage(CUMULATIVE, "input", AFTER, AFTER + 10, 100, 1));
    post(usage(CUMULATIVE, "input", AFTER, AFTER + 20, 250, 4));
    post(usage(CUMULATIVE, "input", AFTER, AFTER + 20, 250, 4));
    post(usage(CUMULATIVE, "input", AFTER + 30, AFTER + 40, 7, 1));

    assertThat(server.publisher.events())
        .extracting(event -> event.getTokens().getInput())
        .containsExactly(100L, 150L, 7L);
    assertThat(server.publisher.events())
        .extracting(UsageEvent::getRequestCount)
        .containsExactly(1L, 3L, 1L);
  }

  @Test
  void shouldNotCountWhatASeriesCountedBeforeThisProcess() {
    post(usage(CUMULATIVE, "input", BEFORE, AFTER + 10, 1_000_000, 900));
    post(usage(CUMULATIVE, "input", BEFORE, AFTER + 20, 1_000_050, 901));

    assertThat(server.publisher.events())
        .extracting(event -> event.getTokens().getInput())
        .containsExactly(50L);
  }

  @Test
  void shouldCountADifferenceAgainThatKafkaDidNotTake() {
    post(usage(CUMULATIVE, "input", AFTER, AFTER + 10, 100, 1));
    server.publisher.answerWith(CompletableFuture.failedFuture(new PublishException("away")));
    post(usage(CUMULATIVE, "input", AFTER, AFTER + 20, 250, 2));
    server.publisher.answerWith(CompletableFuture.completedFuture(null));
    post(usage(CUMULATIVE, "input", AFTER, AFTER + 20, 250, 2));

    List<UsageEvent> events = server.publisher.events();
    assertThat(events).hasSize(3);
    assertThat(events.get(2)).isEqualTo(events.get(1));
    assertThat(events.get(2).getTokens().getInput()).isEqualTo(150);
  }

  @Test
  void shouldCountTheMostDetailedOfSeveralMetricsOnly() {
    post(
        counter("input_tokens", "text", 80),
        counter("input_tokens", "image", 20),
        counter("output_tokens", "text", 30),
        counter("cache_read.input_tokens", "text", 40),
        counter("reasoning.output_tokens", "text", 10),
        operation("input_tokens", 100, 5),
        usage(DELTA, "input", AFTER, AFTER + 10, 100, 5),
        usage(DELTA, "output", AFTER, AFTER + 10, 30, 5));

    assertThat(server.publisher.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getTokens()).isEqualTo(UsageEvents.tokens(100, 40, 0, 0, 30, 10));
              assertThat(event.getRequestCount()).isEqualTo(5);
            });
  }

  @Test
  void shouldIgnoreMetricsUnlessToldToCountThem() {
    try (IntakeServer traces = new IntakeServer("{}")) {
      var request =
          traces.request(
              "/v1/metrics",
              body(usage(DELTA, "input", AFTER, AFTER + 10, 1000, 3)),
              OtlpEncoding.PROTOBUF.mediaType());

      assertThat(traces.sendRaw(request.build()).statusCode()).isEqualTo(200);
      assertThat(traces.publisher.events()).isEmpty();
    }
  }

  @Test
  void shouldForgetTheLeastRecentSeriesFirst() {
    SeriesMemory memory = new SeriesMemory(2, UsageEvents.NOW);
    memory.stored(Map.of("a", new SeriesMemory.Reading(BEFORE, 1, 10, 1)));
    memory.stored(Map.of("b", new SeriesMemory.Reading(BEFORE, 1, 10, 1)));
    memory.stored(Map.of("c", new SeriesMemory.Reading(BEFORE, 1, 10, 1)));

    SeriesMemory.Reading later = new SeriesMemory.Reading(BEFORE, 2, 15, 2);
    assertThat(memory.difference("a", later).sum()).isZero();
    assertThat(memory.difference("b", later).sum()).isEqualTo(5);
    assertThat(memory.difference("c", later).sum()).isEqualTo(5);
  }

  private void post(Metric... metrics) {
    server.sendRaw(
        server.request("/v1/metrics", body(metrics), OtlpEncoding.PROTOBUF.mediaType()).build());
  }

  private static byte[] body(Metric... metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
        .build()
        .toByteArray();
  }

  private static Metric usage(
      AggregationTemporality temporality,
      String type,
      long start,
      long time,
      double sum,
      long count) {
    return Metric.newBuilder()
        .setName("gen_ai.client.token.usage")
        .setUnit("{token}")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(temporality)
                .addDataPoints(
                    HistogramDataPoint.newBuilder()
                        .setStartTimeUnixNano(start)
                        .setTimeUnixNano(time)
                        .setSum(sum)
                        .setCount(count)
                        .addAllBucketCounts(List.of(count, 0L))
                        .addExplicitBounds(5)
                        .addAllAttributes(OtlpBodies.pairs(with("gen_ai.token.type", type)))))
        .build();
  }

  private static Metric counter(String name, String modality, long value) {
    return Metric.newBuilder()
        .setName("gen_ai.client.inference.usage." + name)
        .setSum(
            Sum.newBuilder()
                .setAggregationTemporality(DELTA)
                .setIsMonotonic(true)
                .addDataPoints(
                    NumberDataPoint.newBuilder()
                        .setStartTimeUnixNano(AFTER)
                        .setTimeUnixNano(AFTER + 10)
                        .setAsInt(value)
                        .addAllAttributes(
                            OtlpBodies.pairs(with("gen_ai.token.modality", modality)))))
        .build();
  }

  private static Metric operation(String name, double sum, long count) {
    return Metric.newBuilder()
        .setName("gen_ai.client.inference.operation." + name)
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(DELTA)
                .addDataPoints(
                    ExponentialHistogramDataPoint.newBuilder()
                        .setStartTimeUnixNano(AFTER)
                        .setTimeUnixNano(AFTER + 10)
                        .setSum(sum)
                        .setCount(count)
                        .setScale(3)
                        .addAllAttributes(OtlpBodies.pairs(CHAT))))
        .build();
  }

  private static Map<String, Object> with(String attribute, String value) {
    Map<String, Object> all = new HashMap<>(CHAT);
    all.put(attribute, value);
    return all;
  }
}
