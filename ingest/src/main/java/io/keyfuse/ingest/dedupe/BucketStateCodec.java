package io.keyfuse.ingest.dedupe;

import io.keyfuse.schemas.state.StateCodec;
import io.keyfuse.schemas.v1.TokenCounts;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Layout 1: version byte, then fixed-width big-endian fields. Thread-safe. */
final class BucketStateCodec implements StateCodec<BucketState> {
  private static final byte LAYOUT = 1;
  private static final int BYTES = 1 + Long.BYTES + Integer.BYTES + 8 * Long.BYTES + 1 + Long.BYTES;

  @Override
  public byte[] encode(BucketState state) {
    TokenCounts t = state.tokens();
    Long reported = state.reportedNanos();
    return ByteBuffer.allocate(BYTES)
        .put(LAYOUT)
        .putLong(state.observedAtMs())
        .putInt(state.revision())
        .putLong(state.requests())
        .putLong(t.getInput())
        .putLong(t.getCachedRead())
        .putLong(t.getCacheWrite())
        .putLong(t.getCacheWrite1h())
        .putLong(t.getOutput())
        .putLong(t.getReasoning())
        .put((byte) (reported == null ? 0 : 1))
        .putLong(reported == null ? 0 : reported)
        .putLong(state.countedNanos())
        .array();
  }

  @Override
  public BucketState decode(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      byte layout = in.get();
      if (layout != LAYOUT) {
        throw new IllegalArgumentException("bucket state of unknown layout " + layout);
      }
      return new BucketState(
          in.getLong(), in.getInt(), in.getLong(), tokens(in), reported(in), in.getLong());
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("bucket state is cut short", e);
    }
  }

  private static TokenCounts tokens(ByteBuffer in) {
    return new TokenCounts(
        in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  private static @Nullable Long reported(ByteBuffer in) {
    boolean isReported = in.get() == 1;
    long nanos = in.getLong();
    return isReported ? nanos : null;
  }
}
