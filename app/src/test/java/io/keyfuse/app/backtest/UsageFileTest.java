package io.keyfuse.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.app.config.ConfigBinder;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Bucket;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageFileTest {
  private static final String MAPPING =
      "name: odd\ncolumns: {event_id: /id, occurred_at: /t, observed_at: /seen, source: /side,"
          + " credential.key_id: /key/id, cost_usd: /usd, region: /where}\n"
          + "constants: {credential.provider: openai, credential.account: a}\n";
  private static final String OWN =
      "{'event_id':'%s','occurred_at':'2026-05-04T08:00:00Z','credential':{'provider':'openai',"
          + "'account':'a','key_id':'k'},'tokens':{'input':1}%s}";

  @TempDir private Path folder = Path.of("");
  private final AtomicLong bytes = new AtomicLong();

  @Test
  void shouldNumberLinesAsAnEditorDoes() throws IOException {
    Path file =
        written("\r\n" + own("a", "") + "\r\n  \n" + "x".repeat(2 << 20) + "\n" + own("b", ""));

    List<UsageRow> rows = rows(file, new IntakeRowFormat());

    assertThat(rows).extracting(UsageRow::line).containsExactly(2L, 4L, 5L);
    assertThat(rows.get(1).fault()).isNotNull();
    assertThat(Objects.requireNonNull(rows.get(1).fault()).reason())
        .isEqualTo(RejectReason.RECORD_TOO_LARGE);
    assertThat(bytes).hasValue(Files.size(file));
  }

  @Test
  void shouldLetAnEventArriveWhenItEndedUnlessItSaysMore() throws IOException {
    String bucket = ",'source':'PROVIDER_USAGE','bucket':{'start':'2026-05-04T08:00:00Z',";
    Path file =
        written(
            own("a", "")
                + "\n"
                + own("b", bucket + "'width_ms':60000}")
                + "\n"
                + own("c", ",'observed_at':'2026-05-04T08:07:00Z'"));

    assertThat(rows(file, new IntakeRowFormat()))
        .extracting(UsageRow::arrivedAt)
        .containsExactly(
            Instant.parse("2026-05-04T08:00:00Z"),
            Instant.parse("2026-05-04T08:01:00Z"),
            Instant.parse("2026-05-04T08:07:00Z"));
  }

  @Test
  void shouldReadRowsOfAnotherShapeByPointers() throws IOException {
    String row =
        "{'id':'%s','t':'2026-05-04T08:00:00Z','seen':'2026-05-04T08:03:00Z','side':'%s',"
            + "'key':{'id':'k'},'usd':0.000000001,'where':null,'prompt':['never kept']}";
    Path file =
        written(
            (row.formatted("a", "telemetry") + "\n" + row.formatted("b", "provider_usage"))
                .replace('\'', '"'));

    List<UsageRow> rows = rows(file, mapped(MAPPING));

    UsageEvent call = Objects.requireNonNull(rows.get(0).event());
    assertThat(Objects.requireNonNull(call.getCost()).getAmountNanos()).isEqualTo(1);
    assertThat(call.getRegion()).isNull();
    assertThat(call.getBucket()).isNull();
    assertThat(call.getFeed()).isEqualTo("odd");
    UsageEvent bucket = Objects.requireNonNull(rows.get(1).event());
    assertThat(bucket.getBucket())
        .isEqualTo(new Bucket(Instant.parse("2026-05-04T08:00:00Z"), 60_000L));
    assertThat(rows.get(1).arrivedAt()).isEqualTo("2026-05-04T08:03:00Z");
  }

  @Test
  void shouldTellRowsOfOneBucketApartAndRepeatsNot() {
    BucketFeeds feeds = new BucketFeeds();
    UsageEvent first = event("first", "eu");

    assertThat(feeds.feedOf(first)).isEqualTo("http");
    assertThat(feeds.feedOf(event("second", "eu"))).isEqualTo("http-2");
    assertThat(feeds.feedOf(event("other", "us"))).isEqualTo("http");
    assertThat(feeds.feedOf(first)).isEqualTo("http");
    assertThat(feeds.feedOf(event("second", "eu"))).isEqualTo("http-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event_id: /id, ", "observed_at: /seen, "})
  void shouldRefuseAMappingWithoutIdOrArrival(String column) {
    assertThatThrownBy(() -> mapped(MAPPING.replace(column, "")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mapping.columns." + column.substring(0, column.indexOf(':')));
  }

  @Test
  void shouldRefuseAMappingOfColumnNames() {
    assertThatThrownBy(() -> mapped(MAPPING.replace("/usd", "usd")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("mapping.columns.cost_usd: write a JSON pointer");
  }

  private static MappedRowFormat mapped(String yaml) {
    return new MappedRowFormat(new ConfigBinder().bind(yaml, UsageMapping.class));
  }

  private static String own(String id, String more) {
    return OWN.formatted(id, more).replace('\'', '"');
  }

  private UsageEvent event(String id, String region) {
    try {
      Path file = written(own(id, ",'region':'" + region + "'"));
      return Objects.requireNonNull(rows(file, new IntakeRowFormat()).get(0).event());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("usage.jsonl"), text);
  }

  private List<UsageRow> rows(Path path, RowFormat format) throws IOException {
    List<UsageRow> rows = new ArrayList<>();
    UsageValidator validator = new UsageValidator(UsageLimits.defaults());
    try (UsageFile file = new UsageFile(path, format, validator, bytes::addAndGet)) {
      for (UsageRow row = file.next(); row != null; row = file.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
