package io.keyfuse.detectors.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Appends varints (LEB128), zigzag varints, floats and short texts. Not thread-safe. */
final class ByteWriter {
  private byte[] bytes = new byte[1024];
  private int size;

  ByteWriter flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  ByteWriter octet(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  ByteWriter count(long unsigned) {
    reserve(10);
    // Locals, because this loop is the larger part of what a step costs.
    byte[] to = bytes;
    int at = size;
    long rest = unsigned;
    while ((rest & ~0x7fL) != 0) {
      to[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    size = at;
    return this;
  }

  ByteWriter signed(long value) {
    return count((value << 1) ^ (value >> 63));
  }

  /** A time relative to another, or {@link Baseline#NONE} in one byte. */
  ByteWriter time(long atMs, long baseMs) {
    if (atMs == Baseline.NONE) {
      return count(0);
    }
    long away = atMs - baseMs;
    return count(1 + ((away << 1) ^ (away >> 63)));
  }

  ByteWriter real(float value) {
    return bits(Float.floatToIntBits(value));
  }

  /** Four bytes as they are. */
  ByteWriter bits(int bits) {
    reserve(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (bits >> shift);
    }
    return this;
  }

  ByteWriter text(@Nullable String value) {
    if (value == null) {
      return count(0);
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    count(utf8.length + 1L);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
    return this;
  }

  /** Bytes as they are, to be read by {@link ByteReader#rest}. */
  ByteWriter bytes(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
