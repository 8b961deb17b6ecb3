package io.keyfuse.alerting.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keyfuse.schemas.state.StateCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A chain's end as bytes, layout 1: version byte, sequence, next checkpoint, length and text of
 * chain, hash to the end. Thread-safe.
 */
public final class ChainStateCodec implements StateCodec<ChainState> {
  private static final byte VERSION = 1;
  private static final int HASH_BYTES = 64;

  @Override
  public byte[] encode(ChainState state) {
    byte[] chain = state.chain().getBytes(UTF_8);
    byte[] hash = state.hash().getBytes(UTF_8);
    return ByteBuffer.allocate(1 + 2 * Long.BYTES + Integer.BYTES + chain.length + hash.length)
        .put(VERSION)
        .putLong(state.sequence())
        .putLong(state.nextCheckpoint())
        .putInt(chain.length)
        .put(chain)
        .put(hash)
        .array();
  }

  @Override
  public ChainState decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException("layout " + version + " of the chain is not known");
      }
      long sequence = in.getLong();
      long next = in.getLong();
      int length = in.getInt();
      if (length < 0 || length != in.remaining() - HASH_BYTES) {
        throw new IllegalArgumentException("the chain's state is cut short or broken");
      }
      return new ChainState(text(in, length), sequence, text(in, HASH_BYTES), next);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the chain's state is cut short or broken", e);
    }
  }

  private static String text(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, UTF_8);
  }
}
