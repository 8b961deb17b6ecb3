package io.keyfuse.ingest.file.focus;

import io.keyfuse.ingest.file.FileFault;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of one file are, by name. Immutable.
 *
 * <p>The version is the newest whose own columns are there: 1.5 draft CredentialId, 1.3
 * ServiceProviderName, 1.2 InvoiceId, 1.1 SkuMeter.
 */
final class FocusHeader {
  private static final FocusColumn[] ALL = FocusColumn.values();

  private final @Nullable FocusColumn[] byPlace;
  private final Map<FocusColumn, Integer> places = new HashMap<>();

  FocusHeader(List<String> names, List<String> keyColumns) {
    this.byPlace = new FocusColumn[names.size()];
    for (FocusColumn column : ALL) {
      int at = names.indexOf(column.header());
      if (at >= 0 && column != FocusColumn.CREDENTIAL_ID) {
        place(column, at);
      }
    }
    keyColumns.stream()
        .mapToInt(names::indexOf)
        .filter(at -> at >= 0)
        .findFirst()
        .ifPresent(at -> place(FocusColumn.CREDENTIAL_ID, at));
  }

  private void place(FocusColumn column, int at) {
    places.put(column, at);
    byPlace[at] = column;
  }

  /** Returns what stands in a place, or null for what is not read. */
  @Nullable FocusColumn at(int place) {
    return place < byPlace.length ? byPlace[place] : null;
  }

  int width() {
    return byPlace.length;
  }

  boolean has(FocusColumn column) {
    return places.containsKey(column);
  }

  /**
   * Checks that what a charge needs is there.
   *
   * @throws FileFault naming the missing column
   */
  FocusHeader checked(FocusColumn cost) throws FileFault {
    for (FocusColumn column :
        new FocusColumn[] {
          cost,
          FocusColumn.CHARGE_CATEGORY,
          FocusColumn.CHARGE_PERIOD_START,
          FocusColumn.CHARGE_PERIOD_END
        }) {
      require(has(column), column.header());
    }
    require(
        has(FocusColumn.PROVIDER_NAME) || has(FocusColumn.SERVICE_PROVIDER_NAME),
        FocusColumn.PROVIDER_NAME.header());
    return this;
  }

  /** Returns the version of a file with these columns. */
  static String version(List<String> names) {
    if (names.contains("CredentialId")) {
      return "1.5";
    }
    if (names.contains("ServiceProviderName") || names.contains("HostProviderName")) {
      return "1.3";
    }
    if (names.contains("InvoiceId") || names.contains("PricingCurrency")) {
      return "1.2";
    }
    return names.contains("SkuMeter") || names.contains("ServiceSubcategory") ? "1.1" : "1.0";
  }

  /** Returns true when a file with these columns is FOCUS. */
  static boolean isFocus(List<String> names) {
    return names.containsAll(Arrays.asList("ChargeCategory", "ChargePeriodStart", "BilledCost"));
  }

  private static void require(boolean present, String column) throws FileFault {
    if (!present) {
      throw new FileFault(
          FileFault.Kind.MISSING_COLUMN, "no column " + column + "; export it with the others");
    }
  }
}
