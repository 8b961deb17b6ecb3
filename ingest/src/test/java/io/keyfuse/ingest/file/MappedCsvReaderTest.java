package io.keyfuse.ingest.file;

import static io.keyfuse.ingest.UsageEvents.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.ingest.ConfigJson;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappedCsvReaderTest {
  static final String AZURE =
      """
      {"name":"azure-llm-2023","timestamp_pattern":"yyyy-MM-dd HH:mm:ss.SSSSSSS","zone":"UTC",
       "columns":{"occurred_at":"TIMESTAMP","tokens.input":"ContextTokens",
                  "tokens.output":"GeneratedTokens"},
       "constants":{"source":"telemetry","credential.provider":"openai",
                    "credential.account":"azure-trace","credential.key_id":"key_{file}",
                    "model":"gpt-4o-mini","operation":"chat","status":"ok"}}
      """;
  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\n";

  private final Path folder;

  MappedCsvReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"AzureLLMInferenceTrace_code.csv", "AzureLLMInferenceTrace_conv.csv"})
  void shouldAddUpToAnIndependentSumOfTheTrace(String name) throws IOException {
    Path file = SharedFiles.get("data/traces/" + name);
    long[] sum = sumByHand(file);
    List<UsageEvent> events = new ArrayList<>();
    Set<String> ids = new HashSet<>();

    FileTotals totals = reader(AZURE).read(file, row -> keep(row, events, ids));

    // gpt-4o-mini: 150 nano a token in, 600 out; every row is a whole number of nanos.
    assertThat(totals)
        .isEqualTo(
            new FileTotals(sum[0], sum[0], 0, sum[0], sum[1], sum[2], sum[1] * 150 + sum[2] * 600));
    assertThat(ids).as("ids are unique").hasSize((int) sum[0]);
  }

  @Test
  void shouldMapARow() throws IOException {
    Path file = write("code.csv", HEADER + "2023-11-16 18:17:03.9799600,4808,10\r\n");

    UsageEvent event = Objects.requireNonNull(rows(AZURE, file).get(0).event());

    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2023-11-16T18:17:03.979Z"));
    assertThat(event.getCredential().getKeyId()).isEqualTo("key_code");
    assertThat(event.getFeed()).isEqualTo("azure-llm-2023");
    assertThat(event.getTokens().getInput()).isEqualTo(4808);
    assertThat(event.getTokens().getOutput()).isEqualTo(10);
    assertThat(event.getCost()).isNull();
  }

  @Test
  void shouldReadTimesInTheMappingsZone() throws IOException {
    String berlin = AZURE.replace("\"UTC\"", "\"Europe/Berlin\"");
    Path file = write("a.csv", HEADER + "2023-07-16 18:17:03.9799600,1,1\n");

    UsageEvent event = Objects.requireNonNull(rows(berlin, file).get(0).event());

    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2023-07-16T16:17:03.979Z"));
  }

  @Test
  void shouldGiveARowTheSameIdEachTimeAndAnotherToItsTwin() throws IOException {
    String row = "2023-11-16 18:17:03.9799600,4808,10\n";
    Path file = write("a.csv", HEADER + row + row);
    Path other = write("b.csv", HEADER + row);

    List<String> first = ids(rows(AZURE, file));
    List<String> again = ids(rows(AZURE, file));

    assertThat(again).isEqualTo(first);
    assertThat(first).doesNotHaveDuplicates();
    assertThat(ids(rows(AZURE, other))).doesNotContainAnyElementsOf(first);
  }

  @Test
  void shouldNameABadRowAndGoOn() throws IOException {
    Path file =
        write(
            "a.csv",
            HEADER
                + "yesterday,1,1\n"
                + "2023-11-16 18:17:03.9799600,many,1\n"
                + "2023-11-16 18:17:03.9799600,1\n"
                + "2023-11-16 18:17:03.9799600,-1,1\n"
                + ",1,1\n"
                + "2023-11-16 18:17:03.9799600,1,1\n");

    List<FileRow> rows = rows(AZURE, file);

    assertThat(rows.stream().map(FileRow::fault).filter(Objects::nonNull).map(f -> f.reason()))
        .containsExactly(
            RejectReason.INVALID_TIME,
            RejectReason.INVALID_NUMBER,
            RejectReason.MALFORMED_RECORD,
            RejectReason.NEGATIVE_COUNT,
            RejectReason.MISSING_FIELD);
    assertThat(rows).extracting(FileRow::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(rows.get(5).event()).isNotNull();
  }

  @Test
  void shouldRefuseAFileWithoutAMappedColumn() throws IOException {
    Path file = write("a.csv", "TIME,ContextTokens,GeneratedTokens\n1,1,1\n");

    assertThatThrownBy(() -> rows(AZURE, file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no column TIMESTAMP");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"name\":\"azure-llm-2023\"           | \"name\":\" \"             | mapping.name",
        "\"zone\":\"UTC\"                      | \"zone\":\"Mars\"          | mapping.zone",
        "yyyy-MM-dd HH:mm:ss.SSSSSSS           | yyyy-bb                    | timestamp_pattern",
        "tokens.input                          | tokens.inputs              | no usage field",
        "\"occurred_at\"                       | \"observed_at\"            | occurred_at",
        "\"source\"                            | \"tokens.input\"           | a column already",
        "\"zone\":\"UTC\"                      | \"delimiter\":\"ab\"       | mapping.delimiter",
      })
  void shouldRefuseAMappingThatCannotWork(String from, String to, String message) {
    assertThatThrownBy(() -> ConfigJson.read(UsageMapping.class, AZURE.replace(from, to)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  static MappedCsvReader reader(String mapping) {
    return new MappedCsvReader(
        ConfigJson.read(UsageMapping.class, mapping),
        new UsageValidator(UsageLimits.defaults()),
        PriceBook.load(PriceConfig.defaults()),
        () -> NOW);
  }

  private static void keep(FileRow row, List<UsageEvent> events, Set<String> ids) {
    UsageEvent event = row.event();
    if (event != null) {
      events.add(event);
      ids.add(event.getEventId());
    }
  }

  private static List<FileRow> rows(String mapping, Path file) throws IOException {
    List<FileRow> rows = new ArrayList<>();
    reader(mapping).read(file, rows::add);
    return rows;
  }

  private static List<String> ids(List<FileRow> rows) {
    return rows.stream().map(row -> Objects.requireNonNull(row.event()).getEventId()).toList();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** Rows, input and output tokens, by splitting lines. */
  static long[] sumByHand(Path file) throws IOException {
    long[] sum = new long[3];
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(
              cells -> {
                sum[0]++;
                sum[1] += Long.parseLong(cells[1]);
                sum[2] += Long.parseLong(cells[2].strip());
              });
    }
    return sum;
  }
}
