package io.keyfuse.ingest.file;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The section {@code ingest.files}. Immutable; omitted values take their defaults. */
@Doc("How bills and logs are read from files (`keyfuse ingest file`).")
public record FileFeedsConfig(
    @Doc("Which cost of a FOCUS row counts: billed or effective. Default billed.")
        CostColumn focusCost,
    @Doc("Count purchases, taxes, credits and adjustments too, not usage alone. Default false.")
        Boolean allCharges,
    @Doc("FOCUS service categories that count, such as AI and Machine Learning. Default all.")
        List<String> serviceCategories,
    @Doc("FOCUS columns that may name the key, the first one present counts.")
        List<String> keyColumns,
    @Doc("US dollars for one unit of another billing currency, for example EUR: 1.08.")
        Map<String, BigDecimal> usdPerUnit) {

  private static final List<String> KEY_COLUMNS =
      List.of("CredentialId", "x_CredentialId", "x_ApiKeyId");

  /** A cost column of FOCUS. */
  public enum CostColumn {
    /** What is invoiced. */
    BILLED,
    /** With discounts and commitments spread over the usage. */
    EFFECTIVE
  }

  /** Fills in defaults and checks. */
  public FileFeedsConfig {
    focusCost = focusCost == null ? CostColumn.BILLED : focusCost;
    allCharges = allCharges != null && allCharges;
    serviceCategories = serviceCategories == null ? List.of() : List.copyOf(serviceCategories);
    keyColumns = keyColumns == null ? KEY_COLUMNS : List.copyOf(keyColumns);
    usdPerUnit = usdPerUnit == null ? Map.of() : Map.copyOf(usdPerUnit);
    usdPerUnit.forEach(
        (currency, rate) -> {
          if (currency.length() != 3 || rate.signum() <= 0) {
            throw new ConfigException(
                "ingest.files.usd_per_unit", "write a rate above 0, for example EUR: 1.08");
          }
        });
  }

  /** Returns the defaults. */
  public static FileFeedsConfig defaults() {
    return new FileFeedsConfig(CostColumn.BILLED, false, List.of(), KEY_COLUMNS, Map.of());
  }

  /** Returns the same with charges of all categories. */
  public FileFeedsConfig withAllCharges() {
    return new FileFeedsConfig(focusCost, true, serviceCategories, keyColumns, usdPerUnit);
  }
}
