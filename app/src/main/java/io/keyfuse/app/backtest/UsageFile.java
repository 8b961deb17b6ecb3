package io.keyfuse.app.backtest;

import com.fasterxml.jackson.core.JacksonException;
import io.keyfuse.ingest.http.RecordOutcome;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded usage line by line, gzip or not, within bounded memory. A line that is no event is
 * a row with a fault. Used by one thread.
 */
final class UsageFile implements AutoCloseable {
  private static final int LONGEST_LINE = 1024 * 1024;
  private static final int GZIP_MAGIC = 0x8b1f;

  private final Path path;
  private final RowFormat format;
  private final UsageValidator validator;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long number;

  /**
   * Opens a file.
   *
   * @param bytes told how many bytes of the file were read, as they are
   * @throws IOException when it cannot be read
   */
  UsageFile(Path path, RowFormat format, UsageValidator validator, IntConsumer bytes)
      throws IOException {
    this.path = path;
    this.format = format;
    this.validator = validator;
    this.in = unpacked(new Counted(Files.newInputStream(path), bytes));
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
    buffered.mark(2);
    int magic = buffered.read() | buffered.read() << 8;
    buffered.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  Path path() {
    return path;
  }

  /** Returns the next row, or null at the end; blank lines are left out. */
  @Nullable UsageRow next() throws IOException {
    while (readLine()) {
      byte[] bytes = line.toByteArray();
      if (!isBlank(bytes)) {
        return row(bytes);
      }
    }
    return null;
  }

  private UsageRow row(byte[] bytes) throws IOException {
    if (bytes.length >= LONGEST_LINE) {
      return refused(RejectReason.RECORD_TOO_LARGE, "the line is longer than 1 MiB");
    }
    try {
      RecordOutcome outcome = format.read(bytes);
      UsageEvent event = outcome.event();
      if (event == null) {
        return new UsageRow(number, null, outcome.fault());
      }
      Rejection fault = validator.check(event, event.getObservedAt());
      return new UsageRow(number, fault == null ? event : null, fault);
    } catch (JacksonException e) {
      return refused(RejectReason.MALFORMED_RECORD, "the line is no JSON");
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte each : bytes) {
      if (each != ' ' && each != '\r' && each != '\t') {
        return false;
      }
    }
    return true;
  }

  private UsageRow refused(RejectReason reason, String message) {
    return new UsageRow(number, null, new Rejection(reason, "line", message));
  }

  /** Takes the bytes up to the next line feed; false when there are none. */
  private boolean readLine() throws IOException {
    line.reset();
    boolean any = false;
    while (at < filled || fill()) {
      any = true;
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, at, Math.min(end - at, LONGEST_LINE - line.size()));
      at = end + 1;
      if (end < filled) {
        break;
      }
    }
    number += any ? 1 : 0;
    return any;
  }

  private boolean fill() throws IOException {
    at = 0;
    try {
      filled = Math.max(0, in.read(buffer));
    } catch (IOException e) {
      throw new IOException(path + " cannot be read to its end: " + e.getMessage(), e);
    }
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static final class Counted extends FilterInputStream {
    private final IntConsumer bytes;

    Counted(InputStream in, IntConsumer bytes) {
      super(in);
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      bytes.accept(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int read = super.read(into, from, most);
      bytes.accept(Math.max(0, read));
      return read;
    }
  }
}
