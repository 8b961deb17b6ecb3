package io.keyfuse.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.alerting.audit.AuditEntry;
import io.keyfuse.schemas.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Reads an export; its units are characters, about. Used by one thread. */
public final class FileSource implements AuditSource {
  private final Path file;

  /** Reads nothing yet. */
  public FileSource(Path file) {
    this.file = file;
  }

  @Override
  public long length() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads the file line by line.
   *
   * @throws ConfigException when it cannot be read, or naming the first line that is none of an
   *     export
   */
  @Override
  public void read(Consumer<AuditEntry> taker, LongConsumer progress) {
    long done = 0;
    long number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        taker.accept(ExportLine.read(line));
        done += line.length() + 1;
        progress.accept(done);
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "FILE", "line " + number + " is no line of an export: " + e.getMessage());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() {}

  private ConfigException unreadable(IOException e) {
    return new ConfigException("FILE", "cannot read " + file + " (" + e.getMessage() + ")");
  }
}
