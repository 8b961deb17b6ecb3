package io.keyfuse.detectors.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteWriter} wrote. Throws IllegalArgumentException where the bytes end early or
 * say what cannot be. Not thread-safe.
 */
final class ByteReader {
  private final byte[] bytes;
  private int at;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean flag() {
    return octet() != 0;
  }

  int octet() {
    if (at >= bytes.length) {
      throw new IllegalArgumentException("state ends early, at byte " + at);
    }
    return bytes[at++] & 0xff;
  }

  long count() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("number too long, at byte " + at);
  }

  int count(int most) {
    long value = count();
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("number " + value + " above " + most + ", at byte " + at);
    }
    return (int) value;
  }

  long signed() {
    long value = count();
    return (value >>> 1) ^ -(value & 1);
  }

  long time(long baseMs) {
    long value = count();
    if (value == 0) {
      return Baseline.NONE;
    }
    long zigzag = value - 1;
    return baseMs + ((zigzag >>> 1) ^ -(zigzag & 1));
  }

  float real() {
    return Float.intBitsToFloat(bits());
  }

  int bits() {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits = bits << 8 | octet();
    }
    return bits;
  }

  @Nullable String text() {
    int length = count(bytes.length - at + 1) - 1;
    if (length < 0) {
      return null;
    }
    if (length > bytes.length - at) {
      throw new IllegalArgumentException("text ends early, at byte " + at);
    }
    String value = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return value;
  }

  /** Reads a text that must be there. */
  String id() {
    String id = text();
    if (id == null) {
      throw new IllegalArgumentException("id missing, at byte " + at);
    }
    return id;
  }

  /** Reads all that is left. */
  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }

  void end() {
    if (at != bytes.length) {
      throw new IllegalArgumentException(bytes.length - at + " bytes too many");
    }
  }
}
