package io.keyfuse.app.backtest;

import io.keyfuse.schemas.money.NanoUsd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Made-up recorded usage in the shape that {@code --usage} takes: calm keys seen by both sides, one
 * key that is drained, repeated rows, and rows that share a bucket.
 */
public final class RecordedDay {
  /** The key that is drained. */
  public static final String VICTIM = "key-victim";

  /** When the recording begins. */
  public static final Instant START = Instant.parse("2026-05-04T08:00:00Z");

  private record Row(Instant arrivedAt, int order, String json) {}

  private final Random random;
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> counted = new HashSet<>();
  private long telemetryNanos;
  private long providerNanos;
  private int ids;

  /** Makes a recording of a seed, which the caller prints. */
  public RecordedDay(long seed) {
    this.random = new Random(seed);
  }

  /** Adds an hour of calm use of some keys, seen by both sides, some of it twice. */
  public RecordedDay calm(int keys) {
    for (int minute = 0; minute < 60; minute++) {
      Instant start = START.plus(Duration.ofMinutes(minute));
      for (int key = 0; key < keys; key++) {
        String name = "key-" + key;
        String usd = String.format(Locale.ROOT, "0.%06d", 10_000 + random.nextInt(20_000));
        both(start, name, usd);
        if (random.nextInt(5) == 0) {
          error(start, name, "429");
          error(start, name, "500");
        }
      }
    }
    return this;
  }

  /** Adds minutes in which the provider sees the victim drained and its owner does not. */
  public RecordedDay drained(int fromMinute, int minutes, String usdAMinute) {
    for (int minute = fromMinute; minute < fromMinute + minutes; minute++) {
      Instant start = START.plus(Duration.ofMinutes(minute));
      add(start, start.plusSeconds(200), "provider_usage", VICTIM, usdAMinute, "ok");
    }
    return this;
  }

  private void both(Instant start, String key, String usd) {
    Instant called = start.plusMillis(random.nextInt(60_000));
    int twice = add(called, called.plusMillis(1_500), "telemetry", key, usd, "ok");
    repeat(twice, called.plusSeconds(30));
    int bucket = add(start, start.plusSeconds(180), "provider_usage", key, usd, "ok");
    repeat(bucket, start.plusSeconds(240));
  }

  private void error(Instant start, String key, String code) {
    add(
        start,
        start.plusSeconds(190),
        "provider_usage",
        key,
        "0.000001",
        "error\",\"error_code\":\"" + code);
  }

  private int add(
      Instant at, Instant arrivedAt, String source, String key, String usd, String status) {
    String id = "row-" + ids++;
    String json =
        String.format(
            Locale.ROOT,
            "{\"event_id\":\"%s\",\"occurred_at\":\"%s\",\"arrived_at\":\"%%s\",\"source\":\"%s\","
                + "\"provider\":\"openai\",\"key_id\":\"%s\",\"tenant\":\"acme\",\"feature\":\"chat\","
                + "\"region\":\"global\",\"model\":\"gpt-4.1\",\"operation\":\"chat\","
                + "\"input_tokens\":%d,\"cached_input_tokens\":10,\"output_tokens\":100,"
                + "\"request_count\":3,\"status\":\"%s\",\"cost_usd\":%s,\"something_new\":{\"a\":[1]}}",
            id,
            at,
            source,
            key,
            1_000 + NanoUsd.ofUsd(usd) / 10_000,
            status,
            usd);
    if (counted.add(id)) {
      long nanos = NanoUsd.ofUsd(usd);
      telemetryNanos += source.equals("telemetry") ? nanos : 0;
      providerNanos += source.equals("telemetry") ? 0 : nanos;
    }
    rows.add(new Row(arrivedAt, rows.size(), json));
    return rows.size() - 1;
  }

  private void repeat(int row, Instant arrivedAt) {
    if (random.nextInt(10) == 0) {
      rows.add(new Row(arrivedAt, rows.size(), rows.get(row).json()));
    }
  }

  /** Returns the rows as JSON lines, in order of arrival. */
  public List<String> lines() {
    return rows.stream()
        .sorted(
            Comparator.comparing(Row::arrivedAt).thenComparing(Comparator.comparing(Row::order)))
        .map(row -> String.format(Locale.ROOT, row.json(), row.arrivedAt()))
        .toList();
  }

  /** Returns what telemetry reported, each event id once. */
  public long telemetryNanos() {
    return telemetryNanos;
  }

  /** Returns what the provider reported, each event id once. */
  public long providerNanos() {
    return providerNanos;
  }

  /** Returns how many rows repeat an earlier one. */
  public long repeats() {
    return (long) rows.size() - counted.size();
  }

  /** Writes lines to a file. */
  public static Path write(Path file, List<String> lines) throws IOException {
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  /** Writes lines to a file, packed. */
  public static Path pack(Path file, List<String> lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
