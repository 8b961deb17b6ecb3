package io.keyfuse.ingest.file.focus;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a FOCUS CSV by column name. Makes texts of the read columns only, and none for
 * a value that its column had in the row before. The word NULL without quotes is an empty value.
 */
final class FocusCsvReader {
  private static final int LARGEST_RECORD = 4 * 1024 * 1024;
  private static final String NULL = "NULL";

  private final List<String> keyColumns;
  private final FocusColumn cost;

  FocusCsvReader(List<String> keyColumns, FocusColumn cost) {
    this.keyColumns = keyColumns;
    this.cost = cost;
  }

  /** Reads to the end; each row is valid until the next one. */
  void read(FileInput file, Consumer<FocusRow> rows) throws IOException {
    Handler handler = new Handler();
    try (CsvReader<FocusRow> csv =
        CsvReader.builder()
            .detectBomHeader(true)
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(LARGEST_RECORD)
            .build(handler, file.open(), StandardCharsets.UTF_8)) {
      for (FocusRow row : csv) {
        if (handler.header == null) {
          handler.start(new FocusHeader(handler.names, keyColumns).checked(cost));
        } else {
          rows.accept(row);
        }
      }
    } catch (CsvParseException e) {
      throw broken(handler, e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static IOException broken(Handler handler, CsvParseException e) {
    return e.getCause() instanceof FileFault fault
        ? fault
        : new FileFault(
            FileFault.Kind.BROKEN_CSV,
            "no CSV after row " + handler.row.number() + "; fetch the file again");
  }

  /** Fills the one row that is used for all. */
  private static final class Handler extends AbstractBaseCsvCallbackHandler<FocusRow> {
    private final FocusRow row = new FocusRow();
    private final List<String> names = new ArrayList<>();
    private @Nullable String[] before = new String[0];
    private @Nullable FocusHeader header;
    private long number;

    void start(FocusHeader known) {
      header = known;
      before = new String[known.width()];
    }

    @Override
    protected void handleBegin(long startingLine) {
      row.begin(number);
      number++;
    }

    @Override
    protected void handleField(int place, char[] buffer, int offset, int length, boolean quoted) {
      FocusHeader known = header;
      if (known == null) {
        names.add(new String(buffer, offset, length).strip());
        return;
      }
      FocusColumn column = known.at(place);
      if (column != null && length > 0) {
        row.set(column, text(place, buffer, offset, length, quoted));
      }
    }

    private @Nullable String text(
        int place, char[] buffer, int offset, int length, boolean quoted) {
      String known = before[place];
      if (known != null && equal(known, buffer, offset, length)) {
        return quoted || !known.equals(NULL) ? known : null;
      }
      String text = new String(buffer, offset, length);
      before[place] = text;
      return !quoted && text.equals(NULL) ? null : text;
    }

    private static boolean equal(String known, char[] buffer, int offset, int length) {
      if (known.length() != length) {
        return false;
      }
      // From the end: amounts, times and ids differ there.
      for (int i = length - 1; i >= 0; i--) {
        if (known.charAt(i) != buffer[offset + i]) {
          return false;
        }
      }
      return true;
    }

    @Override
    protected FocusRow buildRecord() {
      FocusHeader known = header;
      if (known != null && getFieldCount() != known.width()) {
        row.cutShort();
      }
      return row;
    }
  }
}
