package io.keyfuse.ingest.price;

import io.keyfuse.ingest.price.PriceTable.Match;
import io.keyfuse.schemas.config.ConfigException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds back own prices that are too far from the built-in ones, because a slip of units is
 * likelier than a change of that size.
 *
 * <p>A price is too far when the larger of the two exceeds the smaller times the factor, so a zero
 * is too far from anything else. Judged are the prices as they would be charged: an own row that
 * names no cached price charges cached reads as input. A tier and long context are judged where
 * both rows list them. One bad price holds back all own rows of that provider and model. A model
 * that the built-in list does not know is believed. Stateless and thread-safe.
 */
final class PriceQuarantine {
  private final BigDecimal factor;
  private final Set<String> accepted;

  PriceQuarantine(PriceConfig config) {
    this.factor = config.maxChangeFactor();
    this.accepted = lowerCase(config.acceptedChanges());
  }

  /** The own rows that are believed, and why the others are not. */
  record Verdict(List<ModelPrice> believed, List<QuarantinedPrice> quarantined) {}

  /**
   * Judges own rows.
   *
   * @throws ConfigException when a change is accepted for a model that no own row prices
   */
  Verdict judge(List<ModelPrice> own, List<ModelPrice> builtIn) {
    checkAccepted(own);
    PriceTable known = new PriceTable(builtIn);
    List<QuarantinedPrice> held = new ArrayList<>();
    Set<List<String>> heldModels = new HashSet<>();
    for (ModelPrice row : own) {
      List<QuarantinedPrice> faults = faults(row, known);
      if (!faults.isEmpty() && heldModels.add(List.of(row.provider(), row.model()))) {
        held.addAll(faults);
      }
    }
    List<ModelPrice> believed =
        own.stream()
            .filter(row -> !heldModels.contains(List.of(row.provider(), row.model())))
            .toList();
    return new Verdict(believed, List.copyOf(held));
  }

  private List<QuarantinedPrice> faults(ModelPrice row, PriceTable known) {
    if (accepted.contains(row.model())) {
      return List.of();
    }
    Match match = known.find(row.provider(), row.model());
    List<QuarantinedPrice> fewest = List.of();
    // Rows of one model are one price over time: an own price near to any of them is believed.
    for (ModelPrice builtIn : match == null ? List.<ModelPrice>of() : match.rows()) {
      List<QuarantinedPrice> faults = faults(row, builtIn);
      if (faults.isEmpty()) {
        return List.of();
      }
      fewest = fewest.isEmpty() || faults.size() < fewest.size() ? faults : fewest;
    }
    return fewest;
  }

  private List<QuarantinedPrice> faults(ModelPrice own, ModelPrice builtIn) {
    List<QuarantinedPrice> faults = new ArrayList<>();
    compare(own, "", own.standard(), builtIn.standard(), faults);
    own.tiers()
        .forEach(
            (tier, rates) -> {
              PriceRates other = builtIn.tiers().get(tier);
              if (other != null) {
                compare(own, tier.name().toLowerCase(Locale.ROOT) + " ", rates, other, faults);
              }
            });
    if (own.longContext() != null && builtIn.longContext() != null) {
      PriceRates rates = own.longContext().rates();
      compare(own, "long-context ", rates, builtIn.longContext().rates(), faults);
    }
    return faults;
  }

  private void compare(
      ModelPrice row, String where, PriceRates own, PriceRates other, List<QuarantinedPrice> into) {
    Comparison comparison = new Comparison(row, where, into);
    comparison.of("input", own.input(), other.input());
    comparison.of("cached_read", own.cachedRead(), other.cachedRead());
    comparison.of("cache_write", own.cacheWrite(), other.cacheWrite());
    comparison.of("cache_write_1h", own.cacheWrite1h(), other.cacheWrite1h());
    comparison.of("output", own.output(), other.output());
    comparison.of("reasoning", own.reasoning(), other.reasoning());
  }

  private boolean isFar(long a, long b) {
    BigDecimal least = BigDecimal.valueOf(Math.min(a, b));
    return BigDecimal.valueOf(Math.max(a, b)).compareTo(least.multiply(factor)) > 0;
  }

  private void checkAccepted(List<ModelPrice> own) {
    Set<String> unknown = new TreeSet<>(accepted);
    own.forEach(row -> unknown.remove(row.model()));
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          "ingest.prices.accepted_changes",
          "ingest.prices.file has no price of " + unknown + "; remove it, or mend its spelling");
    }
  }

  private static Set<String> lowerCase(List<String> models) {
    Set<String> lower = new HashSet<>();
    models.forEach(model -> lower.add(model.toLowerCase(Locale.ROOT)));
    return lower;
  }

  private final class Comparison {
    private final ModelPrice row;
    private final String where;
    private final List<QuarantinedPrice> faults;

    Comparison(ModelPrice row, String where, List<QuarantinedPrice> faults) {
      this.row = row;
      this.where = where;
      this.faults = faults;
    }

    void of(String kind, long own, long other) {
      if (isFar(own, other)) {
        faults.add(new QuarantinedPrice(row.provider(), row.model(), where + kind, other, own));
      }
    }
  }
}
