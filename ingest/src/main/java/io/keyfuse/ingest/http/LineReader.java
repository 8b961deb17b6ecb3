package io.keyfuse.ingest.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * Splits bytes at line feeds without ever holding more than one bounded line; blank lines are left
 * out, what exceeds the bound is skipped and marked. Used by one thread.
 */
public final class LineReader {
  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private final byte[] line;
  private int at;
  private int filled;
  private int length;
  private boolean tooLong;

  /** Reads lines of at most {@code longest} bytes. */
  public LineReader(InputStream in, int longest) {
    this.in = in;
    this.line = new byte[longest];
  }

  /** Goes to the next line that is not blank; false at the end. */
  public boolean next() throws IOException {
    boolean more = true;
    do {
      more = readLine();
    } while (more && isBlank());
    return !isBlank();
  }

  private boolean readLine() throws IOException {
    length = 0;
    tooLong = false;
    while (at < filled || fill()) {
      int end = at;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      append(end - at);
      at = end;
      if (end < filled) {
        at++;
        return true;
      }
    }
    return false;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  private void append(int count) {
    int fits = Math.min(count, line.length - length);
    System.arraycopy(buffer, at, line, length, fits);
    length += fits;
    tooLong |= fits < count;
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\r' && line[i] != '\t') {
        return false;
      }
    }
    return !tooLong;
  }

  /** Returns the buffer that holds the line; valid until the next one. */
  public byte[] bytes() {
    return line;
  }

  /** Returns how many bytes of the buffer are the line. */
  public int length() {
    return length;
  }

  /** Returns true when the line exceeds the bound; its bytes are then cut. */
  public boolean isTooLong() {
    return tooLong;
  }
}
