package io.keyfuse.ingest.price;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads price files of format 1 (see {@code prices.json}): USD per million tokens as decimal text
 * of at most six decimals. A price above 10,000 USD per million is taken for a slip of units and
 * refused. Stateless.
 */
final class PriceFile {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(10_000);
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;

  private PriceFile(String name) {
    this.name = name;
  }

  /**
   * Reads all rows in their order.
   *
   * @param name what messages call the file
   * @throws ConfigException when the file cannot be used, naming the row and the fault
   */
  static List<ModelPrice> read(String name, InputStream in) {
    try {
      return new PriceFile(name).rows(JSON.readTree(in));
    } catch (IOException e) {
      throw new ConfigException(name, "not readable as JSON (" + e.getClass().getName() + ")");
    }
  }

  private List<ModelPrice> rows(JsonNode file) {
    if (file.path("format").asInt() != FORMAT || !file.path("prices").isArray()) {
      throw new ConfigException(name, "write \"format\": 1 and \"prices\": [...]");
    }
    List<ModelPrice> rows = new ArrayList<>();
    for (JsonNode row : file.path("prices")) {
      String where = name + " row " + rows.size();
      try {
        rows.add(row(row));
      } catch (ArithmeticException | IllegalArgumentException | DateTimeParseException e) {
        throw new ConfigException(where + " " + row.path("model").asText(), e.getMessage() + "");
      }
    }
    return rows;
  }

  private static ModelPrice row(JsonNode row) {
    ListedRates standard = rates(row.path("standard"));
    return new ModelPrice(
        required(row, "provider").toLowerCase(Locale.ROOT),
        required(row, "model").toLowerCase(Locale.ROOT),
        instant(row.path("effective_from")),
        instant(row.path("effective_to")),
        standard.resolve(),
        tiers(row.path("tiers"), standard),
        longContext(row.path("long_context"), standard),
        multipliers(row.path("multipliers")));
  }

  private static Map<ServiceTier, PriceRates> tiers(JsonNode tiers, ListedRates standard) {
    Map<ServiceTier, PriceRates> found = new EnumMap<>(ServiceTier.class);
    for (Map.Entry<String, JsonNode> tier : tiers.properties()) {
      ServiceTier known = ServiceTier.of(tier.getKey());
      if (known == ServiceTier.UNKNOWN || known == ServiceTier.STANDARD) {
        throw new IllegalArgumentException("tier " + tier.getKey() + ": batch, flex or priority");
      }
      found.put(known, rates(tier.getValue()).resolveOver(standard));
    }
    return found;
  }

  private static ModelPrice.@Nullable LongContext longContext(JsonNode node, ListedRates standard) {
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    long above = node.path("above_input_tokens").asLong(-1);
    if (above <= 0) {
      throw new IllegalArgumentException("long_context.above_input_tokens must be positive");
    }
    PriceRates rates = rates(node).resolveOver(standard).dearer(standard.resolve());
    return new ModelPrice.LongContext(above, rates);
  }

  private static Map<String, BigDecimal> multipliers(JsonNode node) {
    Map<String, BigDecimal> found = new HashMap<>();
    node.properties()
        .forEach(
            entry -> {
              BigDecimal factor = new BigDecimal(entry.getValue().asText());
              if (factor.signum() <= 0 || factor.scale() > 6 || factor.compareTo(LARGEST) > 0) {
                throw new IllegalArgumentException("multiplier " + entry.getKey());
              }
              found.put(entry.getKey(), factor);
            });
    return found;
  }

  private static ListedRates rates(JsonNode node) {
    BigDecimal input = price(node, "input");
    BigDecimal output = price(node, "output");
    if (input == null || output == null) {
      throw new IllegalArgumentException("input and output prices are required");
    }
    return new ListedRates(
        input,
        price(node, "cached_read"),
        price(node, "cache_write"),
        price(node, "cache_write_1h"),
        output,
        price(node, "reasoning"));
  }

  private static @Nullable BigDecimal price(JsonNode rates, String kind) {
    JsonNode node = rates.path(kind);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw new IllegalArgumentException(kind + ": write the number as text, in quotes");
    }
    BigDecimal price = new BigDecimal(node.asText());
    if (price.signum() < 0 || price.compareTo(LARGEST) > 0 || price.scale() > 6) {
      throw new IllegalArgumentException(
          kind + ": write USD per million tokens, 0 to 10000, at most six decimals");
    }
    return price;
  }

  private static String required(JsonNode row, String field) {
    String text = row.path(field).asText("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }

  private static @Nullable Instant instant(JsonNode node) {
    return node.isTextual() ? Instant.parse(node.asText()) : null;
  }
}
