package io.keyfuse.ingest.file.bill;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartFault;
import io.keyfuse.ingest.decode.PartSink;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.focus.Charges;
import io.keyfuse.ingest.file.focus.UsdAmounts;
import io.keyfuse.ingest.validate.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes Azure Cost Management's daily "actual cost" CSV, see {@link Charges}. Column names differ
 * in case between agreements and are matched without it. The export names no key; Azure cannot tell
 * an account's two keys apart either. Thread-safe.
 */
public final class AzureCostDecoder implements FileDecoder {
  private static final String FEED = "azure-cost";
  private static final int LARGEST_RECORD = 4 * 1024 * 1024;

  private final FileFeedsConfig config;
  private final UsdAmounts amounts;

  /** Makes a decoder. */
  public AzureCostDecoder(FileFeedsConfig config) {
    this.config = config;
    this.amounts = new UsdAmounts(config.usdPerUnit());
  }

  /** Returns true when a file with these columns is an actual-cost export. */
  public static boolean isAzureCost(List<String> columns) {
    List<String> lower = columns.stream().map(AzureCostDecoder::lower).toList();
    return lower.contains("metercategory") && lower.contains("costinbillingcurrency");
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    Charges charges = new Charges(FEED);
    for (FileInput file : files) {
      String prefix = files.size() == 1 ? "" : file.name() + " ";
      try (CsvReader<NamedCsvRecord> csv =
          CsvReader.builder()
              .detectBomHeader(true)
              .skipEmptyLines(true)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .maxBufferSize(LARGEST_RECORD)
              .ofNamedCsvRecord(file.open(), StandardCharsets.UTF_8)) {
        rows(csv, file, prefix, charges, out);
      } catch (CsvParseException e) {
        throw e.getCause() instanceof FileFault fault
            ? fault
            : new FileFault(FileFault.Kind.BROKEN_CSV, "no CSV; fetch the file again");
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    charges.give(out);
  }

  private void rows(
      CsvReader<NamedCsvRecord> csv, FileInput file, String prefix, Charges charges, PartSink out)
      throws FileFault {
    Map<String, Integer> places = new HashMap<>();
    long number = 0;
    for (NamedCsvRecord record : csv) {
      if (number == 0) {
        places(record.getHeader(), places);
      }
      number++;
      String where = prefix + "row " + number;
      try {
        AzureRow row = new AzureRow(record.getFields(), places);
        if (!row.isWhole(record.getHeader().size())) {
          throw new PartFault(
              RejectReason.MALFORMED_RECORD, "row", "not as many fields as the header has");
        }
        String type = row.text("chargetype");
        if (!config.allCharges() && type != null && !type.equalsIgnoreCase("Usage")) {
          out.part(new Decoded.Ignored(where, "charge_type"));
          continue;
        }
        long nanos =
            amounts.nanos(
                "costInBillingCurrency",
                row.required("costinbillingcurrency"),
                row.text("billingcurrency"));
        charges.add(row.key(type), nanos, prefix, number, file.observedAt());
      } catch (PartFault fault) {
        out.part(new Decoded.Refused(where, fault.rejection()));
      }
    }
  }

  private static void places(List<String> header, Map<String, Integer> places) throws FileFault {
    for (int i = 0; i < header.size(); i++) {
      places.putIfAbsent(lower(header.get(i)), i);
    }
    Integer code = places.get("billingcurrencycode");
    if (code != null) {
      places.putIfAbsent("billingcurrency", code);
    }
    for (String needed : new String[] {"date", "costinbillingcurrency", "resourceid"}) {
      if (!places.containsKey(needed)) {
        throw new FileFault(
            FileFault.Kind.MISSING_COLUMN, "no column " + needed + "; export it with the others");
      }
    }
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
