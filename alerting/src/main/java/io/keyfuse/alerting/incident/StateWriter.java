package io.keyfuse.alerting.incident;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in the desk's layout: longs as zigzag varints, texts as length and UTF-8, null as
 * length -1, enums by name. Not thread-safe.
 */
final class StateWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  void version(int version) {
    out.write(version);
  }

  void number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  void flag(boolean value) {
    out.write(value ? 1 : 0);
  }

  /** Writes the exact bits. */
  void real(double value) {
    number(Double.doubleToLongBits(value));
  }

  void time(Instant value) {
    number(value.toEpochMilli());
  }

  void symbol(Enum<?> value) {
    text(value.name());
  }

  void text(@Nullable String value) {
    if (value == null) {
      number(-1);
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    out.writeBytes(bytes);
  }

  <T> void list(Collection<T> values, Consumer<T> each) {
    number(values.size());
    values.forEach(each);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
