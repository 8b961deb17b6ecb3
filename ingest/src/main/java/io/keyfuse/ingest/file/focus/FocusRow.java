package io.keyfuse.ingest.file.focus;

import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.validate.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The read columns of one row, used again for the next one. Used by one thread. */
final class FocusRow {
  private final Map<FocusColumn, String> values = new EnumMap<>(FocusColumn.class);
  private long number;
  private boolean whole = true;

  void begin(long rowNumber) {
    values.clear();
    number = rowNumber;
    whole = true;
  }

  void set(FocusColumn column, @Nullable String value) {
    if (value != null) {
      values.put(column, value);
    }
  }

  /** Says that the row has not as many fields as the header. */
  void cutShort() {
    whole = false;
  }

  long number() {
    return number;
  }

  boolean isWhole() {
    return whole;
  }

  @Nullable String get(FocusColumn column) {
    return values.get(column);
  }

  String required(FocusColumn column) {
    String value = values.get(column);
    if (value == null) {
      throw new PartFault(
          RejectReason.MISSING_FIELD, column.header(), column.header() + " is empty");
    }
    return value;
  }
}
