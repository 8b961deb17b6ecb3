package io.keyfuse.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden folders hold versions 1 to n, whole, and nothing else. */
class GoldenFilesTest {
  static Stream<Class<? extends SpecificRecord>> types() {
    return SeededRecords.types();
  }

  @Test
  void shouldHaveAFolderOfEveryContractAndNoOther() throws IOException {
    assertThat(names(GoldenSample.FOLDER))
        .containsExactlyInAnyOrderElementsOf(types().map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldCountVersionsFromOneWithoutAGap(Class<?> type) throws IOException {
    List<String> expected = new ArrayList<>();
    GoldenSample.of(type)
        .forEach(
            sample ->
                expected.addAll(List.of(sample.version() + ".avsc", sample.version() + ".bin")));

    assertThat(expected).isNotEmpty();
    assertThat(names(GoldenSample.FOLDER.resolve(type.getSimpleName())))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldDecodeEveryRecordToItsEndWithItsOwnSchema(Class<?> type) throws IOException {
    for (GoldenSample sample : GoldenSample.of(type)) {
      BinaryDecoder bytes = DecoderFactory.get().binaryDecoder(sample.bytes(), null);

      GenericRecord record =
          new GenericDatumReader<GenericRecord>(sample.schema()).read(null, bytes);

      assertThat(bytes.isEnd()).as("version %d", sample.version()).isTrue();
      assertThat(SeededRecords.encode(record)).hasSameSizeAs(sample.bytes());
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
