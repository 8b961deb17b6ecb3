package io.keyfuse.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contracts are the product's API: nothing in them is without a word of explanation. */
class DocumentedContractTest {
  static Stream<Class<? extends SpecificRecord>> types() {
    return SeededRecords.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldDocumentEveryRecordAndField(Class<? extends SpecificRecord> type) {
    NamedTypes.of(SeededRecords.schemaOf(type)).values().stream()
        .filter(schema -> schema.getType() == Schema.Type.RECORD)
        .forEach(
            record -> {
              assertThat(record.getDoc()).as(record.getFullName()).isNotBlank();
              for (Schema.Field field : record.getFields()) {
                assertThat(field.doc())
                    .as("%s.%s", record.getName(), field.name())
                    .isNotBlank()
                    .endsWith(".");
                assertThat(field.name()).matches("[a-z][a-z0-9_]*");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldDocumentEverySymbolAndGiveNewOnesADefault(Class<? extends SpecificRecord> type) {
    NamedTypes.of(SeededRecords.schemaOf(type)).values().stream()
        .filter(schema -> schema.getType() == Schema.Type.ENUM)
        .forEach(
            symbols -> {
              assertThat(symbols.getEnumDefault()).as(symbols.getFullName()).isNotNull();
              for (String symbol : symbols.getEnumSymbols()) {
                assertThat(symbols.getDoc()).as(symbols.getName()).contains(symbol + ": ");
              }
            });
  }
}
