package io.keyfuse.ingest.file.focus;

import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import blue.strategic.parquet.ParquetWriter;
import io.keyfuse.ingest.file.DecodedFiles;
import io.keyfuse.ingest.file.FileFault;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.file.FileInput;
import io.keyfuse.ingest.file.FormatDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FocusParquetTest {
  private static final Instant START = Instant.parse("2026-09-18T22:00:00Z");

  @TempDir Path folder;

  @Test
  void shouldReadTypedColumns() throws IOException {
    MessageType decimals =
        schema(Types.optional(INT64).as(decimalType(11, 18)).named("BilledCost"), TimeUnit.MILLIS);
    MessageType doubles = schema(Types.optional(DOUBLE).named("BilledCost"), TimeUnit.MICROS);
    MessageType texts =
        schema(Types.optional(BINARY).as(stringType()).named("BilledCost"), TimeUnit.NANOS);

    assertThat(nanos(write("d.parquet", decimals, 123_456_789_012L, 1L))).isEqualTo(1_234_567_890L);
    assertThat(nanos(write("f.parquet", doubles, 0.1, 1_000L))).isEqualTo(100_000_000L);
    assertThat(nanos(write("t.parquet", texts, "-2.5", 1_000_000L))).isEqualTo(-2_500_000_000L);
  }

  @Test
  void shouldTellTheVersionAndTheKey() throws IOException {
    Path file =
        write(
            "v.parquet",
            schema(Types.optional(DOUBLE).named("BilledCost"), TimeUnit.MILLIS),
            1.0,
            1L);

    DecodedFiles decoded = DecodedFiles.of(FileFeedsConfig.defaults(), file);

    assertThat(FormatDetector.detect(new FileInput(file, START)).title())
        .isEqualTo("FOCUS 1.5 Parquet");
    assertThat(decoded.usage().get(0).getCredential().getKeyId()).isEqualTo("key_1");
    assertThat(decoded.usage().get(0).getBucket().getStart()).isEqualTo(START);
    assertThat(decoded.usage().get(0).getBucket().getWidthMs()).isEqualTo(3_600_000);
  }

  @Test
  void shouldFailOnDamageInOneWayOnly() throws IOException {
    byte[] whole =
        Files.readAllBytes(
            write(
                "w.parquet",
                schema(Types.optional(DOUBLE).named("BilledCost"), TimeUnit.MILLIS),
                1.0,
                1L));
    Random random = new Random(20260918);
    Path file = folder.resolve("damaged.parquet");
    int faults = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      for (int j = 0; j < 3; j++) {
        damaged[random.nextInt(4, damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      try {
        var unused = DecodedFiles.oneDelivery(new FocusDecoder(FileFeedsConfig.defaults()), file);
      } catch (FileFault expected) {
        faults++;
      }
    }
    assertThat(faults).as("seed 20260918").isPositive();
  }

  private long nanos(Path file) throws IOException {
    return DecodedFiles.of(FileFeedsConfig.defaults(), file).tally().costNanos();
  }

  private Path write(String name, MessageType schema, Object cost, long perMilli)
      throws IOException {
    Path file = folder.resolve(name);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ProviderName", "AWS");
    row.put("BilledCost", cost);
    row.put("ChargeCategory", "Usage");
    row.put("ChargePeriodStart", START.toEpochMilli() * perMilli);
    row.put("ChargePeriodEnd", (START.toEpochMilli() + 3_600_000) * perMilli);
    row.put("CredentialId", "key_1");
    try (ParquetWriter<Map<String, Object>> writer =
        ParquetWriter.writeFile(
            schema, file.toFile(), (values, out) -> values.forEach(out::write))) {
      writer.write(row);
    }
    return file;
  }

  private static MessageType schema(org.apache.parquet.schema.Type cost, TimeUnit unit) {
    return new MessageType(
        "focus",
        List.of(
            text("ProviderName"),
            cost,
            text("ChargeCategory"),
            time("ChargePeriodStart", unit),
            time("ChargePeriodEnd", unit),
            text("CredentialId")));
  }

  private static org.apache.parquet.schema.Type text(String name) {
    return Types.optional(PrimitiveTypeName.BINARY).as(stringType()).named(name);
  }

  private static org.apache.parquet.schema.Type time(String name, TimeUnit unit) {
    return Types.optional(INT64).as(timestampType(true, unit)).named(name);
  }
}
