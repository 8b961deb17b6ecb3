package io.keyfuse.ingest.file;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.IntConsumer;

/**
 * A file that is read, once or several times. Immutable and thread-safe.
 *
 * @param path where it lies
 * @param observedAt when it was delivered; decides which version of a charge is newer
 * @param progress told how many more bytes of the file were read
 */
public record FileInput(Path path, Instant observedAt, IntConsumer progress) {
  private static final int BUFFER = 256 * 1024;
  private static final int GZIP_MAGIC = 0x1f8b;

  /** Makes an input that tells nobody. */
  public FileInput(Path path, Instant observedAt) {
    this(path, observedAt, bytes -> {});
  }

  /**
   * Opens the content; gzip is unpacked.
   *
   * @throws FileFault from the stream, when the gzip is damaged or expands beyond belief
   */
  public InputStream open() throws IOException {
    InputStream raw =
        new BufferedInputStream(new Counted(Files.newInputStream(path), progress), BUFFER);
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

  /** Tells what the buffer takes from the disk. */
  private static final class Counted extends FilterInputStream {
    private final IntConsumer progress;

    Counted(InputStream in, IntConsumer progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      progress.accept(Math.max(count, 0));
      return count;
    }
  }
}
