package io.keyfuse.ingest.file.focus;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.decode.UtcTimes;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.ProviderNames;
import io.keyfuse.ingest.validate.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes FOCUS 1.0 to 1.3 (and the 1.5 draft's CredentialId) from CSV and Parquet, see {@link
 * Charges}. A usage row counts by its billed cost; rows of other categories are ignored unless all
 * charges are asked for. Thread-safe.
 *
 * @see <a href="https://focus.finops.org/focus-specification/">FOCUS</a>
 */
public final class FocusDecoder implements FileDecoder {
  /** Key id of usage that no key is named for. */
  public static final String UNATTRIBUTED = "unattributed";

  private static final String FEED = "focus";
  private static final Set<String> CATEGORIES =
      Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment");

  private final FileFeedsConfig config;
  private final FocusColumn cost;
  private final UsdAmounts amounts;

  /** Makes a decoder. */
  public FocusDecoder(FileFeedsConfig config) {
    this.config = config;
    this.cost =
        config.focusCost() == FileFeedsConfig.CostColumn.BILLED
            ? FocusColumn.BILLED_COST
            : FocusColumn.EFFECTIVE_COST;
    this.amounts = new UsdAmounts(config.usdPerUnit());
  }

  /** Returns true when a file with these columns is FOCUS. */
  public static boolean isFocus(List<String> columns) {
    return FocusHeader.isFocus(columns);
  }

  /** Returns the FOCUS version of a file with these columns. */
  public static String version(List<String> columns) {
    return FocusHeader.version(columns);
  }

  /** Returns the columns of a Parquet file. */
  public static List<String> parquetColumns(FileInput file) throws IOException {
    return FocusParquetReader.columns(file);
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    Charges charges = new Charges(FEED);
    for (FileInput file : files) {
      Reading reading = new Reading(charges, file, files.size() == 1 ? "" : file.name() + " ", out);
      try {
        if (FocusFiles.isParquet(file)) {
          new FocusParquetReader(config.keyColumns(), cost).read(file, reading::take);
        } else {
          new FocusCsvReader(config.keyColumns(), cost).read(file, reading::take);
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    charges.give(out);
  }

  /** The rows of one file. */
  private final class Reading {
    private final Charges charges;
    private final FileInput file;
    private final String prefix;
    private final PartSink out;
    private final Map<String, String> providers = new HashMap<>();
    private final TimeMemory starts = new TimeMemory();
    private final TimeMemory ends = new TimeMemory();

    Reading(Charges charges, FileInput file, String prefix, PartSink out) {
      this.charges = charges;
      this.file = file;
      this.prefix = prefix;
      this.out = out;
    }

    void take(FocusRow row) {
      try {
        String ignored = ignored(row);
        if (ignored != null) {
          out.part(new Decoded.Ignored(where(row), ignored));
          return;
        }
        String amount = row.required(cost);
        long nanos = amounts.nanos(cost.header(), amount, row.get(FocusColumn.BILLING_CURRENCY));
        charges.add(key(row), nanos, prefix, row.number(), file.observedAt());
      } catch (PartFault fault) {
        out.part(new Decoded.Refused(where(row), fault.rejection()));
      }
    }

    private String where(FocusRow row) {
      return prefix + "row " + row.number();
    }

    private @Nullable String ignored(FocusRow row) {
      if (!row.isWhole()) {
        throw new PartFault(
            RejectReason.MALFORMED_RECORD, "row", "the row has not as many fields as the header");
      }
      String category = row.required(FocusColumn.CHARGE_CATEGORY);
      if (!CATEGORIES.contains(category)) {
        throw new PartFault(
            RejectReason.UNKNOWN_WORD, "ChargeCategory", "ChargeCategory is none of FOCUS");
      }
      if (!config.allCharges() && !category.equals("Usage")) {
        return "charge_category_" + category.toLowerCase(Locale.ROOT);
      }
      boolean wanted =
          config.serviceCategories().isEmpty()
              || config.serviceCategories().contains(row.get(FocusColumn.SERVICE_CATEGORY));
      return wanted ? null : "service_category";
    }

    private ChargeKey key(FocusRow row) {
      String sku = row.get(FocusColumn.SKU_ID);
      String subAccount = row.get(FocusColumn.SUB_ACCOUNT_ID);
      String account = subAccount == null ? row.get(FocusColumn.BILLING_ACCOUNT_ID) : subAccount;
      String keyId = row.get(FocusColumn.CREDENTIAL_ID);
      long start = starts.millis(FocusColumn.CHARGE_PERIOD_START, row);
      long end = ends.millis(FocusColumn.CHARGE_PERIOD_END, row);
      return new ChargeKey(
          provider(row),
          account == null ? "default" : account,
          keyId == null ? UNATTRIBUTED : keyId,
          sku == null ? row.get(FocusColumn.SERVICE_NAME) : sku,
          operation(row),
          row.get(FocusColumn.REGION_ID),
          start,
          end);
    }

    private String provider(FocusRow row) {
      String name = row.get(FocusColumn.SERVICE_PROVIDER_NAME);
      String known = name == null ? row.required(FocusColumn.PROVIDER_NAME) : name;
      String provider = providers.get(known);
      if (provider == null) {
        provider = ProviderNames.of(known);
        if (providers.size() < 100) {
          providers.put(known, provider);
        }
      }
      return provider;
    }

    private String operation(FocusRow row) {
      String category = row.required(FocusColumn.CHARGE_CATEGORY).toLowerCase(Locale.ROOT);
      if (!"Correction".equals(row.get(FocusColumn.CHARGE_CLASS))) {
        return category;
      }
      String period =
          Objects.requireNonNullElse(row.get(FocusColumn.BILLING_PERIOD_START), "unknown period");
      String day = period.substring(0, Math.min(10, period.length()));
      return category + " correction " + day;
    }
  }

  /** Remembers the last time of a column: neighbouring rows mostly share it. */
  private static final class TimeMemory {
    private String text = "";
    private long millis;

    long millis(FocusColumn column, FocusRow row) {
      String value = row.required(column);
      if (!value.equals(text)) {
        try {
          millis = UtcTimes.parseMillis(value);
        } catch (DateTimeException e) {
          throw new PartFault(
              RejectReason.INVALID_TIME,
              column.header(),
              column.header() + " must be a UTC time such as 2026-11-01T00:00:00Z");
        }
        text = value;
      }
      return millis;
    }
  }
}
