package io.keyfuse.ingest.otlp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The version table of the generative-AI token metrics. A service may send several of them for the
 * same tokens: only its most detailed layer counts. Immutable.
 *
 * @param layer which set of metrics it belongs to
 * @param meaning what its sum counts, or null where {@code gen_ai.token.type} says it
 */
record TokenMetric(Layer layer, @Nullable Meaning meaning) {
  /** The most detailed first. */
  enum Layer {
    /** Counters of the genai repository. */
    COUNTERS,
    /** Histograms of the genai repository. */
    OPERATIONS,
    /** Histogram of 1.27 to 1.41. */
    USAGE
  }

  static final String TOKEN_TYPE = "gen_ai.token.type";
  static final String MODALITY = "gen_ai.token.modality";

  private static final String COUNTER = "gen_ai.client.inference.usage.";
  private static final String OPERATION = "gen_ai.client.inference.operation.";

  private static final Map<String, TokenMetric> TABLE =
      Map.of(
          COUNTER + "input_tokens",
          new TokenMetric(Layer.COUNTERS, Meaning.INPUT_TOKENS),
          COUNTER + "output_tokens",
          new TokenMetric(Layer.COUNTERS, Meaning.OUTPUT_TOKENS),
          COUNTER + "cache_read.input_tokens",
          new TokenMetric(Layer.COUNTERS, Meaning.CACHE_READ_TOKENS),
          COUNTER + "cache_write.input_tokens",
          new TokenMetric(Layer.COUNTERS, Meaning.CACHE_WRITE_TOKENS),
          COUNTER + "reasoning.output_tokens",
          new TokenMetric(Layer.COUNTERS, Meaning.REASONING_TOKENS),
          OPERATION + "input_tokens",
          new TokenMetric(Layer.OPERATIONS, Meaning.INPUT_TOKENS),
          OPERATION + "output_tokens",
          new TokenMetric(Layer.OPERATIONS, Meaning.OUTPUT_TOKENS),
          "gen_ai.client.token.usage",
          new TokenMetric(Layer.USAGE, null));

  /** Returns the metric of a name, or null when it counts no tokens. */
  static @Nullable TokenMetric named(@Nullable String name) {
    return name == null ? null : TABLE.get(name);
  }

  /** Returns what the point counts, or null when that is unknown. */
  @Nullable Meaning of(AttributeSet point) {
    if (meaning != null) {
      return meaning;
    }
    String type = point.text(List.of(TOKEN_TYPE));
    if ("input".equals(type)) {
      return Meaning.INPUT_TOKENS;
    }
    return "output".equals(type) || "completion".equals(type) ? Meaning.OUTPUT_TOKENS : null;
  }
}
