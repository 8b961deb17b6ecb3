package io.keyfuse.ingest.otlp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The version table of the generative-AI conventions: which attribute means what in which version.
 * Where a span has several names for one meaning, the one further up counts. A new version adds a
 * line here and nothing else. Immutable and thread-safe.
 */
final class GenAiAttributes {
  /**
   * One line of the table.
   *
   * @param versions of OpenTelemetry's semantic conventions; {@code genai} is the repository of its
   *     own that goes on after 1.41
   */
  record Alias(Meaning meaning, String attribute, String versions) {}

  /** The table; earlier lines win. */
  static final List<Alias> TABLE =
      List.of(
          new Alias(Meaning.PROVIDER, "gen_ai.provider.name", "1.37 to genai"),
          new Alias(Meaning.PROVIDER, "gen_ai.system", "1.25 to 1.36"),
          new Alias(Meaning.OPERATION, "gen_ai.operation.name", "1.27 to genai"),
          new Alias(Meaning.MODEL, "gen_ai.response.model", "1.25 to genai"),
          new Alias(Meaning.MODEL, "gen_ai.request.model", "1.25 to genai"),
          new Alias(Meaning.INPUT_TOKENS, "gen_ai.usage.input_tokens", "1.27 to genai"),
          new Alias(Meaning.INPUT_TOKENS, "gen_ai.usage.prompt_tokens", "1.25 to 1.26"),
          new Alias(Meaning.OUTPUT_TOKENS, "gen_ai.usage.output_tokens", "1.27 to genai"),
          new Alias(Meaning.OUTPUT_TOKENS, "gen_ai.usage.completion_tokens", "1.25 to 1.26"),
          new Alias(
              Meaning.CACHE_READ_TOKENS, "gen_ai.usage.cache_read.input_tokens", "1.40 to genai"),
          new Alias(Meaning.CACHE_WRITE_TOKENS, "gen_ai.usage.cache_write.input_tokens", "genai"),
          new Alias(
              Meaning.CACHE_WRITE_TOKENS,
              "gen_ai.usage.cache_creation.input_tokens",
              "1.40 to 1.41"),
          new Alias(Meaning.REASONING_TOKENS, "gen_ai.usage.reasoning.output_tokens", "genai"),
          new Alias(Meaning.SERVICE_TIER, "openai.response.service_tier", "1.37 to genai"),
          new Alias(Meaning.SERVICE_TIER, "gen_ai.openai.response.service_tier", "1.28 to 1.36"),
          new Alias(Meaning.RESPONSE_ID, "gen_ai.response.id", "1.25 to genai"),
          new Alias(Meaning.ERROR, "error.type", "1.25 to genai"));

  private static final Map<Meaning, List<String>> NAMES =
      TABLE.stream()
          .collect(
              Collectors.groupingBy(
                  Alias::meaning, Collectors.mapping(Alias::attribute, Collectors.toList())));

  private GenAiAttributes() {}

  /** Returns the names of a meaning, the one that counts first. */
  static List<String> names(Meaning meaning) {
    return NAMES.getOrDefault(meaning, List.of());
  }

  /** Returns every name of the table. */
  static Set<String> all() {
    return TABLE.stream().map(Alias::attribute).collect(Collectors.toUnmodifiableSet());
  }
}
