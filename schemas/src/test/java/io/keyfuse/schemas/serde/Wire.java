package io.keyfuse.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Builds bytes of the wire format by hand. */
final class Wire {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins a value of a schema id. */
  static Wire of(int id) {
    Wire wire = new Wire();
    wire.out.write(0);
    wire.out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    return wire;
  }

  /** Appends Avro's zigzag varint. */
  Wire number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  Wire raw(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
