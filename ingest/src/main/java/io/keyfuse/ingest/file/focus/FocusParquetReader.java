package io.keyfuse.ingest.file.focus;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a FOCUS Parquet file by column name, one row group in memory at a time. Values
 * become the text that the same column of a CSV would hold.
 */
final class FocusParquetReader {
  private static final long LARGEST_GROUP = 512L * 1024 * 1024;

  private final List<String> keyColumns;
  private final FocusColumn cost;

  FocusParquetReader(List<String> keyColumns, FocusColumn cost) {
    this.keyColumns = keyColumns;
    this.cost = cost;
  }

  /** Returns the names of the file's columns. */
  static List<String> columns(FileInput file) throws IOException {
    return names(metadata(new LocalInputFile(file.path())).getFileMetaData().getSchema());
  }

  /** Reads to the end; each row is valid until the next one. */
  void read(FileInput file, Consumer<FocusRow> rows) throws IOException {
    InputFile input = new LocalInputFile(file.path());
    ParquetMetadata metadata = metadata(input);
    MessageType schema = metadata.getFileMetaData().getSchema();
    FocusHeader header = new FocusHeader(names(schema), keyColumns).checked(cost);
    checkSizes(metadata, input.getLength());
    RowHydrator hydrator = new RowHydrator();
    try (ParquetReader<FocusRow, FocusRow, Cell> reader =
        ParquetReader.spliterator(input, hydrator, path -> cell(path, header, schema))) {
      while (advance(reader, rows)) {
        // One row a turn.
      }
    }
  }

  private static boolean advance(
      ParquetReader<FocusRow, FocusRow, Cell> reader, Consumer<FocusRow> rows) throws IOException {
    // Apart, so that a failure of what takes the row is not taken for one of the file.
    FocusRow[] next = new FocusRow[1];
    try {
      if (!reader.tryAdvance(row -> next[0] = row)) {
        return false;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException | OutOfMemoryError damaged) {
      // A damaged page may ask for an absurd array; nothing of it was kept.
      throw broken();
    }
    rows.accept(next[0]);
    return true;
  }

  private static ParquetMetadata metadata(InputFile input) throws IOException {
    try {
      return ParquetReader.readMetadata(input);
    } catch (RuntimeException | OutOfMemoryError | IOException damaged) {
      throw broken();
    }
  }

  private static void checkSizes(ParquetMetadata metadata, long fileBytes) throws FileFault {
    for (BlockMetaData block : metadata.getBlocks()) {
      boolean believable =
          block.getRowCount() >= 0
              && block.getTotalByteSize() <= LARGEST_GROUP
              && block.getColumns().stream()
                  .allMatch(
                      chunk ->
                          chunk.getTotalSize() >= 0
                              && chunk.getTotalSize() <= fileBytes
                              && chunk.getStartingPos() >= 0
                              && chunk.getStartingPos() <= fileBytes);
      if (!believable) {
        throw broken();
      }
    }
  }

  private static FileFault broken() {
    return new FileFault(
        FileFault.Kind.BROKEN_PARQUET,
        "the Parquet is damaged or has row groups above 512 MiB; fetch or export it again");
  }

  private static List<String> names(MessageType schema) {
    return schema.getFields().stream().map(Type::getName).toList();
  }

  /** Returns what a column is, or null when it is not read. */
  private static @Nullable Cell cell(String[] path, FocusHeader header, MessageType schema) {
    if (path.length != 1 || !schema.containsField(path[0])) {
      return null;
    }
    int at = schema.getFieldIndex(path[0]);
    FocusColumn column = header.at(at);
    return column == null || !schema.getType(at).isPrimitive()
        ? null
        : new Cell(column, ParquetText.of(schema.getType(at).asPrimitiveType()));
  }

  /** What a column of the file is and how its values become text. */
  private record Cell(FocusColumn column, ParquetText text) {}

  /** Fills the one row that is used for all. */
  private static final class RowHydrator implements Hydrator<FocusRow, FocusRow, Cell> {
    private final FocusRow row = new FocusRow();
    private long number;

    @Override
    public FocusRow start() {
      number++;
      row.begin(number);
      return row;
    }

    @Override
    public FocusRow add(FocusRow target, @Nullable Cell cell, @Nullable Object value) {
      if (cell != null && value != null) {
        target.set(cell.column(), cell.text().of(value));
      }
      return target;
    }

    @Override
    public FocusRow finish(FocusRow target) {
      return target;
    }
  }
}
