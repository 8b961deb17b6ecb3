package io.keyfuse.schemas.serde;

import java.util.Map;
import java.util.Properties;

/**
 * Bounds on what one encoded Avro value may ask for. Avro reads them from system properties once,
 * when {@code org.apache.avro.SystemLimitException} is first loaded, and they hold for the whole
 * process, so that only a {@code main} may set them, as its first statement.
 *
 * <p>They are a second wall. For a value held in a byte array Avro 1.12 itself refuses a string,
 * bytes, array or map that is longer than the bytes that follow; these bounds add what that check
 * cannot see: long values inside a large record, and array elements that take no bytes at all. An
 * operator overrides each with {@code -D}. Immutable.
 */
public final class AvroLimits {
  /** Longest string and bytes, in bytes: Kafka's own default limit of a record. */
  public static final int MAX_LENGTH_BYTES = 1 << 20;

  /** Most items of one array or map. */
  public static final int MAX_ITEMS = 100_000;

  private static final Map<String, Integer> LIMITS =
      Map.of(
          "org.apache.avro.limits.bytes.maxLength", MAX_LENGTH_BYTES,
          "org.apache.avro.limits.string.maxLength", MAX_LENGTH_BYTES,
          "org.apache.avro.limits.collectionItems.maxLength", MAX_ITEMS,
          "org.apache.avro.limits.collectionItems.maxAllocation", MAX_ITEMS);

  private AvroLimits() {}

  /** Sets each bound that is not set yet; pass {@code System.getProperties()}. */
  public static void applyTo(Properties properties) {
    LIMITS.forEach((name, limit) -> properties.putIfAbsent(name, limit.toString()));
  }
}
