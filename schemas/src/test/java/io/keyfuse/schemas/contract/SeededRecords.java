package io.keyfuse.schemas.contract;

import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes records of any schema from a seed: same seed and schema, same record. */
public final class SeededRecords {
  private static final List<String> TEXTS =
      List.of("", "a", "gpt-4o", "Grüße, 鍵 🔑", "line\nend\0", "x".repeat(700));
  private static final long[] LONGS = {0, 1, -1, 63, 64, 1_700_000_000_000L, Long.MAX_VALUE};

  private final Random random;
  private final boolean full;

  /** Draws everything, empty and missing values too. */
  public SeededRecords(long seed) {
    this(seed, false);
  }

  private SeededRecords(long seed, boolean full) {
    this.random = new Random(seed);
    this.full = full;
  }

  /** Draws records that leave nothing out: no null, no empty list or map. */
  public static SeededRecords full(long seed) {
    return new SeededRecords(seed, true);
  }

  /** Returns the types of all topics' records. */
  public static Stream<Class<? extends SpecificRecord>> types() {
    return Topics.all().stream()
        .map(Topic::valueType)
        .filter(SpecificRecord.class::isAssignableFrom)
        .map(type -> type.asSubclass(SpecificRecord.class));
  }

  /** Returns the schema of a generated type. */
  public static Schema schemaOf(Class<?> type) {
    return SpecificData.get().getSchema(type);
  }

  public GenericRecord record(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema()));
    }
    return record;
  }

  public static byte[] encode(GenericRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private @Nullable Object value(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case UNION -> value(branch(schema.getTypes()));
      case ENUM -> new GenericData.EnumSymbol(schema, pick(schema.getEnumSymbols()));
      case ARRAY -> array(schema);
      case MAP -> map(schema);
      case STRING -> text();
      case LONG -> LONGS[random.nextInt(LONGS.length)] - random.nextInt(3);
      case INT -> random.nextInt();
      case DOUBLE -> random.nextGaussian();
      case BOOLEAN -> random.nextBoolean();
      case NULL -> null;
      default -> throw new IllegalStateException("no contract uses " + schema.getType());
    };
  }

  private List<@Nullable Object> array(Schema schema) {
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = count(); i > 0; i--) {
      items.add(value(schema.getElementType()));
    }
    return items;
  }

  private Map<String, @Nullable Object> map(Schema schema) {
    Map<String, @Nullable Object> entries = new HashMap<>();
    for (int i = count(); i > 0; i--) {
      entries.put(text() + i, value(schema.getValueType()));
    }
    return entries;
  }

  private Schema branch(List<Schema> branches) {
    return full ? branches.get(branches.size() - 1) : pick(branches);
  }

  private String text() {
    return pick(full ? TEXTS.subList(1, 4) : TEXTS);
  }

  private int count() {
    return full ? 2 : random.nextInt(4);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
