package io.keyfuse.alerting.incident;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateWriter} wrote. Broken bytes end in an {@link IllegalArgumentException} or
 * a {@link java.nio.BufferUnderflowException}, never in a large allocation. Not thread-safe.
 */
final class StateReader {
  private static final int MAX_LIST = 10_000;

  private final ByteBuffer in;

  StateReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  int version() {
    return in.get();
  }

  long number() {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      raw |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new IllegalArgumentException("a number is longer than 64 bits");
  }

  int count() {
    return Math.toIntExact(number());
  }

  boolean flag() {
    return in.get() != 0;
  }

  double real() {
    return Double.longBitsToDouble(number());
  }

  Instant time() {
    return Instant.ofEpochMilli(number());
  }

  <E extends Enum<E>> E symbol(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  String text() {
    String text = textOrNull();
    if (text == null) {
      throw new IllegalArgumentException("a text is missing");
    }
    return text;
  }

  @Nullable String textOrNull() {
    long length = number();
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a text is longer than the rest of the bytes");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  <T> List<T> list(Supplier<T> each) {
    long size = number();
    if (size < 0 || size > MAX_LIST) {
      throw new IllegalArgumentException("a list of " + size + " entries");
    }
    List<T> values = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      values.add(each.get());
    }
    return values;
  }

  boolean isAtEnd() {
    return !in.hasRemaining();
  }
}
