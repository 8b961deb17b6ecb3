package io.keyfuse.testkit.scenario;

import java.util.Comparator;
import java.util.List;

/** Models that keys use, from plain to premium within each provider. Immutable. */
final class ModelCatalog {
  static final List<String> PROVIDERS =
      List.of("openai", "anthropic", "azure", "google", "bedrock");

  private static final List<ModelPrice> ALL =
      List.of(
          new ModelPrice("openai", "gpt-4o-mini", 150, 75, 600),
          new ModelPrice("openai", "gpt-4.1", 2000, 500, 8000),
          new ModelPrice("openai", "gpt-4o", 2500, 1250, 10000),
          new ModelPrice("openai", "gpt-5.6", 5000, 500, 30000),
          new ModelPrice("openai", "gpt-4-turbo", 10000, 10000, 30000),
          new ModelPrice("openai", "embed-3-large", 130, 130, 0),
          new ModelPrice("anthropic", "claude-haiku", 800, 80, 4000),
          new ModelPrice("anthropic", "claude-sonnet", 3000, 300, 15000),
          new ModelPrice("anthropic", "claude-opus-4.5", 5000, 500, 25000),
          new ModelPrice("anthropic", "claude-opus-4.1", 15000, 1500, 75000),
          new ModelPrice("azure", "az-gpt-4o-mini", 150, 75, 600),
          new ModelPrice("azure", "az-gpt-4o", 2500, 1250, 10000),
          new ModelPrice("azure", "az-gpt-4.1", 2000, 500, 8000),
          new ModelPrice("azure", "az-gpt-4-turbo", 10000, 10000, 30000),
          new ModelPrice("azure", "az-embed-3-large", 130, 130, 0),
          new ModelPrice("google", "gemini-flash", 300, 30, 2500),
          new ModelPrice("google", "gemini-pro", 2000, 200, 12000),
          new ModelPrice("google", "gemini-pro-image", 2000, 2000, 13000),
          new ModelPrice("google", "gemini-embed", 150, 150, 0),
          new ModelPrice("bedrock", "bedrock-haiku", 800, 80, 4000),
          new ModelPrice("bedrock", "bedrock-sonnet", 3000, 300, 15000),
          new ModelPrice("bedrock", "bedrock-opus-4.1", 15000, 1500, 75000),
          new ModelPrice("bedrock", "bedrock-titan-embed", 100, 100, 0));

  private ModelCatalog() {}

  static List<ModelPrice> chat(String provider) {
    return ALL.stream()
        .filter(price -> price.provider().equals(provider) && price.outputNanos() > 0)
        .toList();
  }

  /** Providers without an embedding model of their own have none in their list. */
  static List<ModelPrice> embed(String provider) {
    return ALL.stream()
        .filter(price -> price.provider().equals(provider) && price.outputNanos() == 0)
        .toList();
  }

  /** What a thief would take: the dearest by output. */
  static ModelPrice premium(String provider) {
    return chat(provider).stream()
        .max(Comparator.comparingLong(ModelPrice::outputNanos))
        .orElseThrow();
  }

  static ModelPrice named(String model) {
    return ALL.stream()
        .filter(price -> price.model().equals(model))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model " + model + " in the catalogue"));
  }

  static List<String> regions(String provider) {
    return switch (provider) {
      case "azure" -> List.of("eastus", "westeurope", "swedencentral", "japaneast", "uksouth");
      case "google" -> List.of("us-central1", "europe-west4", "asia-southeast1", "us-east4");
      case "bedrock" ->
          List.of(
              "us-east-1",
              "us-west-2",
              "eu-central-1",
              "eu-west-3",
              "ap-northeast-1",
              "ap-southeast-2",
              "us-east-2",
              "ca-central-1",
              "sa-east-1");
      default -> List.of("global");
    };
  }
}
