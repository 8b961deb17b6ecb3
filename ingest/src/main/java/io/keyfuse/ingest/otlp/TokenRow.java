package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.decode.TokenTotals;
import io.keyfuse.schemas.v1.TokenCounts;
import java.util.EnumMap;
import java.util.Map;

/**
 * The tokens of one interval of one set of attributes, gathered from the points that share it. Used
 * by one thread.
 */
final class TokenRow {
  private final AttributeSet attributes;
  private final SeriesMemory.Reading interval;
  private final Map<TokenMetric.Layer, Map<Meaning, Double>> sums =
      new EnumMap<>(TokenMetric.Layer.class);
  private long requests;

  TokenRow(AttributeSet attributes, SeriesMemory.Reading interval) {
    this.attributes = attributes;
    this.interval = interval;
  }

  AttributeSet attributes() {
    return attributes;
  }

  SeriesMemory.Reading interval() {
    return interval;
  }

  void add(TokenMetric.Layer layer, Meaning meaning, SeriesMemory.Reading reading) {
    sums.computeIfAbsent(layer, l -> new EnumMap<>(Meaning.class))
        .merge(meaning, reading.sum(), Double::sum);
    requests = Math.max(requests, reading.count());
  }

  boolean isEmpty() {
    TokenCounts tokens = tokens();
    return requests == 0 && tokens.getInput() == 0 && tokens.getOutput() == 0;
  }

  /** Counters do not say how many calls they count; an event has at least one. */
  long requests() {
    return Math.max(1, requests);
  }

  /** Returns the tokens of the most detailed layer. */
  TokenCounts tokens() {
    Map<Meaning, Double> best =
        sums.values().stream().findFirst().orElseGet(() -> new EnumMap<>(Meaning.class));
    return TokenTotals.of(
        count(best, Meaning.INPUT_TOKENS),
        count(best, Meaning.CACHE_READ_TOKENS),
        count(best, Meaning.CACHE_WRITE_TOKENS),
        count(best, Meaning.OUTPUT_TOKENS),
        count(best, Meaning.REASONING_TOKENS));
  }

  private static long count(Map<Meaning, Double> sums, Meaning meaning) {
    return Math.round(sums.getOrDefault(meaning, 0.0));
  }
}
