package io.keyfuse.ingest.price;

import io.keyfuse.ingest.price.PriceTable.Match;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.CostBasis;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what an event costs, in nano-US-dollars: the reported cost where the source states one, else
 * tokens times the prices that held when the event occurred, else a pessimistic price marked
 * UNPRICED. Exact integers, rounded half up once at the end; beyond the range of a long the cost
 * stays at its end. Thread-safe.
 *
 * <p>Formula: {@code sum(tokens of a kind * price of the kind) * multipliers}; the kinds are those
 * of {@link PriceRates}, the rules for prices that a list does not name those of ListedRates.
 */
public final class PriceBook implements UsagePricer {
  private static final Logger LOG = LoggerFactory.getLogger(PriceBook.class);
  private static final BigDecimal REGIONAL_PROFILE = new BigDecimal("1.1");
  private static final int REMEMBERED = 10_000;

  private record ModelRef(String provider, String model) {}

  private final PriceTable table;
  private final PriceConfig config;
  private final PriceRates unpriced;
  private final List<QuarantinedPrice> quarantined;
  private final Map<ModelRef, Optional<Match>> remembered = new ConcurrentHashMap<>();

  PriceBook(List<ModelPrice> rows, PriceConfig config, List<QuarantinedPrice> quarantined) {
    this.quarantined = quarantined;
    this.table = new PriceTable(rows);
    this.config = config;
    long input = ListedRates.picos(config.unpricedInputUsdPerMillion());
    long output = ListedRates.picos(config.unpricedOutputUsdPerMillion());
    this.unpriced = new PriceRates(input, input, input * 2, input * 2, output, output);
  }

  /**
   * Reads the built-in prices and, before them, the configured file. Own prices that are held back
   * are warned of, one by one.
   *
   * @throws ConfigException when the file cannot be used
   */
  public static PriceBook load(PriceConfig config) {
    List<ModelPrice> own = config.file() == null ? List.of() : own(config.file());
    List<ModelPrice> builtIn = builtIn();
    PriceQuarantine.Verdict verdict = new PriceQuarantine(config).judge(own, builtIn);
    verdict.quarantined().forEach(held -> LOG.warn("{}", held.message()));
    List<ModelPrice> rows = new ArrayList<>(verdict.believed());
    rows.addAll(builtIn);
    return new PriceBook(rows, config, verdict.quarantined());
  }

  /** As {@link #load(PriceConfig)}, and shows how many own models are held back. */
  public static PriceBook load(PriceConfig config, MeterRegistry metrics) {
    PriceBook book = load(config);
    Gauge.builder("keyfuse.ingest.prices.quarantined", book, PriceBook::quarantinedModels)
        .description("Models whose own price is too far from the built-in one to be believed")
        .strongReference(true)
        .register(metrics);
    return book;
  }

  private static List<ModelPrice> builtIn() {
    try (InputStream in = PriceBook.class.getResourceAsStream("prices.json")) {
      return PriceFile.read("built-in prices.json", Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<ModelPrice> own(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return PriceFile.read("ingest.prices.file " + file, in);
    } catch (IOException e) {
      throw new ConfigException("ingest.prices.file", "cannot read " + file + "; check the path");
    }
  }

  @Override
  public Cost price(UsageEvent event) {
    Cost reported = event.getCost();
    if (reported != null && isTrusted(reported, event)) {
      return reported;
    }
    TokenCounts tokens = event.getTokens();
    Match match = find(event.getCredential().getProvider(), event.getModel());
    ModelPrice price = match == null ? null : at(match, event);
    if (match == null || price == null) {
      return unpriced(tokens);
    }
    return new ModelQuote(price, config.unlistedTierFactor())
        .cost(event, match.regional() ? REGIONAL_PROFILE : BigDecimal.ONE);
  }

  // A zero that an application logs beside tokens is a missing price, not a gift.
  private static boolean isTrusted(Cost cost, UsageEvent event) {
    if (cost.getBasis() != CostBasis.REPORTED) {
      return false;
    }
    boolean fromOwner =
        event.getSource() == UsageSource.TELEMETRY || event.getSource() == UsageSource.UNSPECIFIED;
    TokenCounts tokens = event.getTokens();
    return cost.getAmountNanos() != 0
        || !fromOwner
        || (tokens.getInput() == 0 && tokens.getOutput() == 0);
  }

  private long quarantinedModels() {
    return quarantined.stream()
        .map(held -> held.provider() + '/' + held.model())
        .distinct()
        .count();
  }

  private @Nullable Match find(String provider, @Nullable String model) {
    if (model == null) {
      return null;
    }
    ModelRef ref = new ModelRef(provider, model);
    Optional<Match> known = remembered.get(ref);
    if (known == null) {
      known = Optional.ofNullable(table.find(provider, aliased(model)));
      if (remembered.size() < REMEMBERED) {
        remembered.put(ref, known);
      }
    }
    return known.orElse(null);
  }

  private String aliased(String model) {
    String alias = config.modelAliases().get(model);
    return alias != null
        ? alias
        : config.modelAliases().getOrDefault(model.toLowerCase(Locale.ROOT), model);
  }

  private static @Nullable ModelPrice at(Match match, UsageEvent event) {
    for (ModelPrice row : match.rows()) {
      if (row.holdsAt(event.getOccurredAt())) {
        return row;
      }
    }
    return null;
  }

  private Cost unpriced(TokenCounts tokens) {
    long nanos = ModelQuote.nanos(unpriced, tokens, BigDecimal.ONE);
    return new Cost(nanos, CostBasis.UNPRICED);
  }
}
