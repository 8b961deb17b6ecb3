package io.keyfuse.bench.step;

import io.keyfuse.app.backtest.MappedRowFormat;
import io.keyfuse.app.config.ConfigBinder;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.schemas.v1.Cost;
import io.keyfuse.schemas.v1.TokenCounts;
import io.keyfuse.schemas.v1.UsageEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Recorded usage as the detectors get it: decoded, and each event once. A recording sums up many
 * calls in one row of telemetry; told as calls, such a row becomes several, up to a limit, that
 * share its numbers within the following minute. Stateless.
 */
final class StepTraffic {
  private static final String MAPPING = "/mappings/bench.yaml";
  private static final long MINUTE_MS = 60_000;

  private StepTraffic() {}

  /**
   * Reads a recording, gzip or not.
   *
   * @param calls one row of telemetry is told as so many calls at most
   * @param sink takes each event in order of arrival; returns false when it wants no more
   * @throws IOException when a line is no event
   */
  static void read(Path file, int calls, Predicate<UsageEvent> sink) throws IOException {
    Set<String> ids = new HashSet<>();
    MappedRowFormat format = new MappedRowFormat(mapping());
    try (BufferedReader lines = open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        UsageEvent event = event(format, line);
        if (ids.add(event.getEventId()) && !tell(event, calls, sink)) {
          return;
        }
      }
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private static UsageMapping mapping() throws IOException {
    try (InputStream in = MappedRowFormat.class.getResourceAsStream(MAPPING)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return new ConfigBinder().bind(text, UsageMapping.class);
    }
  }

  private static UsageEvent event(MappedRowFormat format, String line) throws IOException {
    UsageEvent event = format.read(line.getBytes(StandardCharsets.UTF_8)).event();
    if (event == null) {
      throw new IOException("no usage event: " + line);
    }
    return event;
  }

  private static boolean tell(UsageEvent event, int calls, Predicate<UsageEvent> sink) {
    long parts = event.getBucket() == null ? Math.min(calls, event.getRequestCount()) : 1;
    if (parts <= 1) {
      return sink.test(event);
    }
    boolean more = true;
    for (long part = 0; part < parts && more; part++) {
      more = sink.test(part(event, part, parts));
    }
    return more;
  }

  private static UsageEvent part(UsageEvent event, long part, long parts) {
    long laterMs = MINUTE_MS * part / parts;
    TokenCounts tokens = event.getTokens();
    Cost cost = event.getCost();
    UsageEvent.Builder one =
        UsageEvent.newBuilder(event)
            .setEventId(event.getEventId() + "-" + part)
            .setOccurredAt(event.getOccurredAt().plusMillis(laterMs))
            .setObservedAt(event.getObservedAt().plusMillis(laterMs))
            .setRequestCount(share(event.getRequestCount(), part, parts))
            .setTokens(
                TokenCounts.newBuilder(tokens)
                    .setInput(share(tokens.getInput(), part, parts))
                    .setCachedRead(share(tokens.getCachedRead(), part, parts))
                    .setOutput(share(tokens.getOutput(), part, parts))
                    .build());
    if (cost != null) {
      one.setCost(
          Cost.newBuilder(cost).setAmountNanos(share(cost.getAmountNanos(), part, parts)).build());
    }
    return one.build();
  }

  private static long share(long whole, long part, long parts) {
    return whole * (part + 1) / parts - whole * part / parts;
  }
}
