package io.keyfuse.ingest.file;

import io.keyfuse.ingest.decode.Decoded;
import io.keyfuse.ingest.decode.PartSink;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Decodes CSV files by a mapping. Thread-safe. */
public final class MappedDecoder implements FileDecoder {
  private final MappedCsvReader reader;

  /** Makes a decoder over a reader. */
  public MappedDecoder(MappedCsvReader reader) {
    this.reader = reader;
  }

  @Override
  public void decode(List<FileInput> files, PartSink out) throws IOException {
    for (FileInput file : files) {
      var unused = reader.read(file.path(), row -> out.part(part(row)));
    }
  }

  private static Decoded part(FileRow row) {
    String where = "line " + row.line();
    return row.event() == null
        ? new Decoded.Refused(where, Objects.requireNonNull(row.fault()))
        : new Decoded.Usage(where, row.event());
  }
}
