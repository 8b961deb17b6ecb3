package io.keyfuse.ingest.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that is read, once or several times. Immutable and thread-safe.
 *
 * @param path where it lies
 * @param observedAt when it was delivered; decides which version of a charge is newer
 */
public record FileInput(Path path, Instant observedAt) {
  private static final int BUFFER = 256 * 1024;
  private static final int GZIP_MAGIC = 0x1f8b;

  /**
   * Opens the content; gzip is unpacked.
   *
   * @throws FileFault from the stream, when the gzip is damaged or expands beyond belief
   */
  public InputStream open() throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    raw.mark(2);
    int magic = (raw.read() << 8) | raw.read();
    raw.reset();
    return magic == GZIP_MAGIC ? new BoundedGzip(raw, Files.size(path), BUFFER) : raw;
  }

  /** Returns the first bytes of the content, at most {@code most}. */
  public byte[] head(int most) throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(most);
    }
  }

  /** Returns the file's name. */
  public String name() {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
