package io.keyfuse.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.alerting.audit.AuditEntry;
import io.keyfuse.schemas.config.ConfigException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** Writes a source into a file from which it can be verified. Used by one thread. */
public final class AuditExport {
  private final AuditSource source;
  private long records;

  /** Writes nothing yet. */
  public AuditExport(AuditSource source) {
    this.source = source;
  }

  /**
   * Writes a new file.
   *
   * @return how many records it has
   * @throws ConfigException when the file is there already
   */
  public long write(Path file, LongConsumer progress) throws IOException {
    records = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8, StandardOpenOption.CREATE_NEW)) {
      source.read(entry -> line(out, entry), progress);
    } catch (FileAlreadyExistsException e) {
      throw new ConfigException("--out", file + " exists; name another file");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return records;
  }

  private void line(BufferedWriter out, AuditEntry entry) {
    try {
      out.write(ExportLine.write(entry));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    records++;
  }
}
