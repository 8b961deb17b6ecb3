package io.keyfuse.ingest.price;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How usage is priced. Immutable; omitted values take their defaults. */
@Doc("How usage is priced where the source states no cost.")
public record PriceConfig(
    @Doc("Own price file (format of the built-in prices.json); its rows go before the built-in.")
        @Nullable Path file,
    @Doc("Model names of your own, such as Azure deployments, to priced model names.")
        Map<String, String> modelAliases,
    @Doc("USD per million input tokens of a model without a price. Default 30: pessimistic.")
        BigDecimal unpricedInputUsdPerMillion,
    @Doc("USD per million output tokens of a model without a price. Default 180: pessimistic.")
        BigDecimal unpricedOutputUsdPerMillion,
    @Doc("Factor on the standard price for a tier without a price (priority, fast). Default 2.")
        BigDecimal unlistedTierFactor,
    @Doc("An own price further than this factor from the built-in is not believed. Default 3.")
        BigDecimal maxChangeFactor,
    @Doc("Models of the own file whose prices are believed however far they are.")
        List<String> acceptedChanges) {

  private static final BigDecimal LARGEST = BigDecimal.valueOf(10_000);

  /** Fills in defaults and checks. */
  public PriceConfig {
    modelAliases = modelAliases == null ? Map.of() : Map.copyOf(modelAliases);
    unpricedInputUsdPerMillion = or(unpricedInputUsdPerMillion, 30);
    unpricedOutputUsdPerMillion = or(unpricedOutputUsdPerMillion, 180);
    unlistedTierFactor = or(unlistedTierFactor, 2);
    maxChangeFactor = or(maxChangeFactor, 3);
    acceptedChanges = acceptedChanges == null ? List.of() : List.copyOf(acceptedChanges);
    check("unpriced_input_usd_per_million", unpricedInputUsdPerMillion);
    check("unpriced_output_usd_per_million", unpricedOutputUsdPerMillion);
    checkFactor("unlisted_tier_factor", unlistedTierFactor);
    checkFactor("max_change_factor", maxChangeFactor);
  }

  /** Returns the defaults. */
  public static PriceConfig defaults() {
    return new PriceConfig(
        null,
        Map.of(),
        BigDecimal.valueOf(30),
        BigDecimal.valueOf(180),
        BigDecimal.valueOf(2),
        BigDecimal.valueOf(3),
        List.of());
  }

  private static BigDecimal or(@Nullable BigDecimal value, long fallback) {
    return value == null ? BigDecimal.valueOf(fallback) : value;
  }

  private static void checkFactor(String field, BigDecimal value) {
    check(field, value);
    if (value.compareTo(BigDecimal.ONE) < 0) {
      throw new ConfigException("ingest.prices." + field, "must be at least 1");
    }
  }

  private static void check(String field, BigDecimal value) {
    if (value.signum() <= 0 || value.compareTo(LARGEST) > 0 || value.scale() > 6) {
      throw new ConfigException(
          "ingest.prices." + field, "must be above 0 and at most 10000, with six decimals at most");
    }
  }
}
