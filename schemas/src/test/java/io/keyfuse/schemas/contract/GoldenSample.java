package io.keyfuse.schemas.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.schemas.registry.ContractSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema that once landed and a record written with it: {@code golden/<Record>/<n>.avsc} and
 * {@code <n>.bin} (Avro binary without wire header). Never changed, only added to.
 */
record GoldenSample(int version, Schema schema, Path encoded) {
  static final Path FOLDER = Path.of("src/test/resources/golden");

  /** Returns a type's samples, oldest first. */
  static List<GoldenSample> of(Class<?> type) {
    List<GoldenSample> samples = new ArrayList<>();
    Path folder = FOLDER.resolve(type.getSimpleName());
    try {
      for (int n = 1; Files.exists(folder.resolve(n + ".avsc")); n++) {
        String text = Files.readString(folder.resolve(n + ".avsc"));
        Schema schema = new Schema.Parser().parse(text);
        samples.add(new GoldenSample(n, schema, folder.resolve(n + ".bin")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(encoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the type's present schema as the given version, with a record that leaves nothing out.
   */
  static void write(Class<?> type, int version) {
    Schema schema = ContractSchema.of(SeededRecords.schemaOf(type));
    Path folder = FOLDER.resolve(type.getSimpleName());
    byte[] bytes = SeededRecords.encode(SeededRecords.full(version).record(schema));
    try {
      Files.createDirectories(folder);
      String text = new ObjectMapper().readTree(schema.toString()).toPrettyString();
      Files.writeString(folder.resolve(version + ".avsc"), text + "\n");
      Files.write(folder.resolve(version + ".bin"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
