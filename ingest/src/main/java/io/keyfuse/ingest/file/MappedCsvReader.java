package io.keyfuse.ingest.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.keyfuse.ingest.price.UsagePricer;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a CSV file by a mapping, row by row, within bounded memory. Columns are found by name.
 * Thread-safe; every read is on its own.
 */
public final class MappedCsvReader {
  private static final int LARGEST_RECORD = 1024 * 1024;

  private final UsageMapping mapping;
  private final UsageValidator validator;
  private final UsagePricer pricer;
  private final InstantSource clock;

  /** Makes a reader; the pricer is for the totals only, events stay as the file says. */
  public MappedCsvReader(
      UsageMapping mapping, UsageValidator validator, UsagePricer pricer, InstantSource clock) {
    this.mapping = mapping;
    this.validator = validator;
    this.pricer = pricer;
    this.clock = clock;
  }

  /**
   * Reads the file to its end.
   *
   * @param rows takes every row in the file's order
   * @return sums over the rows
   * @throws ConfigException when a mapped column is not in the file's header
   * @throws IOException when the file cannot be read or is no CSV
   */
  public FileTotals read(Path file, Consumer<FileRow> rows) throws IOException {
    Path name = file.getFileName();
    RowMapper mapper = new RowMapper(mapping, mapping.name(), name == null ? "" : name.toString());
    FileTotals totals = FileTotals.NONE;
    boolean checked = false;
    try (CsvReader<NamedCsvRecord> csv = open(file)) {
      for (NamedCsvRecord record : csv) {
        if (!checked) {
          checkHeader(record.getHeader());
          checked = true;
        }
        FileRow row = row(record, mapper);
        UsageEvent event = row.event();
        totals = event == null ? totals.plusRejected() : totals.plus(event, pricer.price(event));
        rows.accept(row);
      }
    } catch (CsvParseException e) {
      throw new IOException(file + " is no CSV: " + e.getMessage(), e);
    }
    return totals;
  }

  private CsvReader<NamedCsvRecord> open(Path file) throws IOException {
    return CsvReader.builder()
        .fieldSeparator(mapping.delimiter().charAt(0))
        .detectBomHeader(true)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LARGEST_RECORD)
        .ofNamedCsvRecord(file);
  }

  private void checkHeader(List<String> header) {
    mapping
        .columns()
        .forEach(
            (field, column) -> {
              if (!header.contains(column)) {
                throw new ConfigException(
                    "mapping.columns." + field, "no column " + column + "; the file has " + header);
              }
            });
  }

  private FileRow row(NamedCsvRecord record, RowMapper mapper) {
    long line = record.getStartingLineNumber();
    try {
      requireWhole(record);
      UsageEvent event = mapper.event(new CsvRow(record));
      Rejection fault = validator.check(event, clock.instant());
      return new FileRow(line, fault == null ? event : null, fault);
    } catch (RowMapper.RowFault fault) {
      return new FileRow(line, null, fault.rejection());
    } catch (ArithmeticException tooFar) {
      return new FileRow(
          line,
          null,
          new Rejection(RejectReason.INVALID_TIME, "occurred_at", "occurred_at does not fit"));
    }
  }

  // A row that is cut short would else count as zero tokens.
  private static void requireWhole(NamedCsvRecord record) {
    int columns = record.getHeader().size();
    if (record.getFieldCount() != columns) {
      throw new RowMapper.RowFault(
          RejectReason.MALFORMED_RECORD,
          "row",
          "the row has " + record.getFieldCount() + " fields, the header " + columns);
    }
  }
}
