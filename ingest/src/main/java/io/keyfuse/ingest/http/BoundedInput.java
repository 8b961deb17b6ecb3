package io.keyfuse.ingest.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops with {@link ErrorCode#BODY_TOO_LARGE} when more bytes than allowed come. One thread. */
final class BoundedInput extends FilterInputStream {
  private final long limit;
  private long read;

  BoundedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    count(Math.max(n, 0));
    return n;
  }

  private void count(int n) {
    read += n;
    if (read > limit) {
      throw new RequestFault(
          ErrorCode.BODY_TOO_LARGE, "the body exceeds " + limit + " bytes; send smaller batches");
    }
  }
}
