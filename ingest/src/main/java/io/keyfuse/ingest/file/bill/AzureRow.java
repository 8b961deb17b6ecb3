package io.keyfuse.ingest.file.bill;

import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.UtcTimes;
import io.keyfuse.ingest.file.focus.ChargeKey;
import io.keyfuse.ingest.file.focus.FocusDecoder;
import io.keyfuse.ingest.validate.RejectReason;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of an Azure actual-cost export.
 *
 * @param fields the row's values
 * @param places column name in lower case to its place
 */
record AzureRow(List<String> fields, Map<String, Integer> places) {
  private static final long DAY_MS = 86_400_000L;
  private static final String ACCOUNTS = "/providers/microsoft.cognitiveservices/accounts/";
  private static final String SUBSCRIPTIONS = "/subscriptions/";

  boolean isWhole(int width) {
    return fields.size() == width;
  }

  @Nullable String text(String column) {
    Integer at = places.get(column);
    String text = at == null ? "" : fields.get(at).strip();
    return text.isEmpty() ? null : text;
  }

  String required(String column) {
    String text = text(column);
    if (text == null) {
      throw new PartFault(RejectReason.MISSING_FIELD, column, column + " is empty");
    }
    return text;
  }

  /** Returns the row's charge: one day of one meter. */
  ChargeKey key(@Nullable String type) {
    long start = day(required("date"));
    String meter = text("metername");
    return new ChargeKey(
        "azure",
        account(required("resourceid").toLowerCase(Locale.ROOT)),
        FocusDecoder.UNATTRIBUTED,
        meter == null ? text("metercategory") : meter,
        type == null ? "usage" : type.toLowerCase(Locale.ROOT),
        text("resourcelocation"),
        start,
        start + DAY_MS);
  }

  /** The AI account, whose keys they are, else the subscription. */
  private static String account(String resource) {
    int at = resource.indexOf(ACCOUNTS);
    if (at >= 0) {
      return upToSlash(resource.substring(at + ACCOUNTS.length()));
    }
    return resource.startsWith(SUBSCRIPTIONS)
        ? upToSlash(resource.substring(SUBSCRIPTIONS.length()))
        : "default";
  }

  private static String upToSlash(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }

  /** Dates are {@code 2026-11-23} or, in older agreements, {@code 11/23/2026}. */
  private static long day(String text) {
    boolean american = text.length() == 10 && text.charAt(2) == '/' && text.charAt(5) == '/';
    String iso =
        american
            ? text.substring(6) + "-" + text.substring(0, 2) + "-" + text.substring(3, 5)
            : text;
    try {
      return UtcTimes.parseMillis(iso) / DAY_MS * DAY_MS;
    } catch (DateTimeException e) {
      throw new PartFault(
          RejectReason.INVALID_TIME, "date", "date must be 2026-11-23 or 11/23/2026");
    }
  }
}
