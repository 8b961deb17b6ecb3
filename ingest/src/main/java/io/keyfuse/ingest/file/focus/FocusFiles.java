package io.keyfuse.ingest.file.focus;

import io.keyfuse.ingest.file.FileInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells Parquet from text. Stateless. */
final class FocusFiles {
  private static final String MAGIC = "PAR1";

  private FocusFiles() {}

  static boolean isParquet(FileInput file) throws IOException {
    return new String(file.head(MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC);
  }
}
