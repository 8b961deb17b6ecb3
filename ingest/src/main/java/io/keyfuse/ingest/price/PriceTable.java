package io.keyfuse.ingest.price;

import io.keyfuse.ingest.price.ModelNames.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the price rows of a model: first at its provider, then by the model alone, where the first
 * row of the list wins. Immutable and thread-safe.
 *
 * <p>A dated snapshot takes the price of the undated model ({@code gpt-4o-2024-08-06} of {@code
 * gpt-4o}), never of another date, which may have cost more. An undated name or {@code -latest}
 * takes the undated row, else the dated one.
 */
final class PriceTable {
  private static final String ANY = "";
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "aws_bedrock", "aws",
          "bedrock", "aws",
          "azure_openai", "azure",
          "azure_ai", "azure",
          "gemini", "google",
          "google_gemini_api", "google",
          "vertex_ai", "google-vertex",
          "google_vertex_ai", "google-vertex",
          "vertex", "google-vertex",
          "x-ai", "xai");

  /** The rows of one model over time, and whether the caller's name was a regional profile. */
  record Match(List<ModelPrice> rows, boolean regional) {}

  private final Map<String, List<ModelPrice>> exact = new HashMap<>();
  private final Map<String, List<ModelPrice>> undated = new HashMap<>();
  private final Map<String, List<ModelPrice>> dated = new HashMap<>();

  PriceTable(List<ModelPrice> rows) {
    for (ModelPrice row : rows) {
      index(row.provider(), row);
      index(ANY, row);
    }
  }

  private void index(String provider, ModelPrice row) {
    String model = row.model();
    put(exact, key(provider, model), row);
    int slash = model.lastIndexOf('/');
    if (slash >= 0) {
      put(exact, key(provider, model.substring(slash + 1)), row);
    }
    String stem = ModelNames.withoutDate(model);
    if (stem != null) {
      put(dated, key(provider, stem), row);
    } else {
      put(undated, key(provider, ModelNames.withoutLatest(model)), row);
    }
  }

  // Rows of one model at one provider are one price over time; other providers' rows do not mix.
  private static void put(Map<String, List<ModelPrice>> index, String key, ModelPrice row) {
    List<ModelPrice> rows = index.computeIfAbsent(key, ignored -> new ArrayList<>(1));
    if (rows.isEmpty() || isSameModel(rows.get(0), row)) {
      rows.add(row);
    }
  }

  private static boolean isSameModel(ModelPrice a, ModelPrice b) {
    return a.provider().equals(b.provider()) && a.model().equals(b.model());
  }

  /** Returns the rows of the model, or null when no row knows it. */
  @Nullable Match find(String provider, String model) {
    List<Candidate> candidates = ModelNames.candidates(model);
    String lower = provider.toLowerCase(Locale.ROOT);
    Match own = find(PROVIDERS.getOrDefault(lower, lower), candidates);
    return own != null ? own : find(ANY, candidates);
  }

  private @Nullable Match find(String provider, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      List<ModelPrice> rows = rows(provider, candidate.name());
      if (rows != null) {
        return new Match(rows, candidate.regional());
      }
    }
    return null;
  }

  private @Nullable List<ModelPrice> rows(String provider, String name) {
    List<ModelPrice> rows = exact.get(key(provider, name));
    if (rows != null) {
      return rows;
    }
    String stem = ModelNames.withoutDate(name);
    if (stem != null) {
      return undated.get(key(provider, stem));
    }
    String key = key(provider, ModelNames.withoutLatest(name));
    rows = undated.get(key);
    return rows != null ? rows : dated.get(key);
  }

  private static String key(String provider, String model) {
    return provider + '\n' + model;
  }
}
