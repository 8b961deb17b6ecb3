package io.keyfuse.ingest.otlp;

import java.util.Locale;
import java.util.Map;

/** Turns the conventions' provider names, of all versions, into Keyfuse's. Stateless. */
final class ProviderNames {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("aws.bedrock", "aws"),
          Map.entry("aws_bedrock", "aws"),
          Map.entry("azure.ai.openai", "azure"),
          Map.entry("azure.ai.inference", "azure"),
          Map.entry("az.ai.openai", "azure"),
          Map.entry("az.ai.inference", "azure"),
          Map.entry("gcp.gemini", "google"),
          Map.entry("gcp.vertex_ai", "google"),
          Map.entry("gcp.gen_ai", "google"),
          Map.entry("vertex_ai", "google"),
          Map.entry("gemini", "google"),
          Map.entry("mistral_ai", "mistral"),
          Map.entry("x_ai", "xai"));

  private ProviderNames() {}

  /** Returns the provider in Keyfuse's words; one that is not listed keeps its own, lower case. */
  static String of(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return NAMES.getOrDefault(lower, lower);
  }
}
