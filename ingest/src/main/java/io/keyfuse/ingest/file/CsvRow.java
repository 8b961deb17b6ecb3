package io.keyfuse.ingest.file;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import org.jspecify.annotations.Nullable;

/** A row of a CSV file; its address is its line and its fields. Immutable. */
record CsvRow(NamedCsvRecord record) implements MappedRow {
  @Override
  public @Nullable String value(String column) {
    return record.findField(column).orElse(null);
  }

  @Override
  public String address() {
    return record.getStartingLineNumber() + "\u0000" + String.join("\u001f", record.getFields());
  }
}
