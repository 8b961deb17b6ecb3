package io.keyfuse.ingest.file;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip and stops at a bomb: logs and bills shrink ten to sixty times, so that content of
 * more than {@value #MOST_RATIO} times the file's size is none. One thread.
 */
final class BoundedGzip extends FilterInputStream {
  private static final long MOST_RATIO = 400;
  private static final long ALWAYS_ALLOWED = 16L * 1024 * 1024;

  private final long most;
  private long read;

  BoundedGzip(InputStream in, long packedBytes, int buffer) throws IOException {
    super(unpacked(in, buffer));
    this.most = Math.max(ALWAYS_ALLOWED, packedBytes * MOST_RATIO);
  }

  private static InputStream unpacked(InputStream in, int buffer) throws IOException {
    try {
      return new GZIPInputStream(in, buffer);
    } catch (EOFException | ZipException e) {
      in.close();
      throw broken();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int count = in.read(buffer, offset, length);
      read += Math.max(count, 0);
      if (read > most) {
        throw new FileFault(
            FileFault.Kind.GZIP_BOMB,
            "expands more than " + MOST_RATIO + " times; unpack it first");
      }
      return count;
    } catch (EOFException | ZipException e) {
      throw broken();
    }
  }

  private static FileFault broken() {
    return new FileFault(FileFault.Kind.BROKEN_GZIP, "the gzip is damaged; fetch the file again");
  }
}
