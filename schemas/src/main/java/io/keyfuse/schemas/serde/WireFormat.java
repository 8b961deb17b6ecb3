package io.keyfuse.schemas.serde;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The head of Confluent's wire format: magic byte 0, then the schema id, 4 bytes big-endian. */
public final class WireFormat {
  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /** Returns the schema id that the value names; empty where it cannot be in this format. */
  public static OptionalInt schemaId(byte @Nullable [] value) {
    if (value == null || value.length < HEADER_BYTES || value[0] != MAGIC) {
      return OptionalInt.empty();
    }
    int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }
}
