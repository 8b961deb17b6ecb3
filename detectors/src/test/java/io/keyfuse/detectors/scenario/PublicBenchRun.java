package io.keyfuse.detectors.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.detectors.DetectionConfig;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.Evidence;
import io.keyfuse.schemas.v1.EvidenceState;
import io.keyfuse.schemas.v1.UsageEvent;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Runs the public bench through the pure step, in order of arrival, and writes one suspend per
 * episode at probability 0.9 for its scorer. Arguments: usage.jsonl.gz, commands file. Not part of
 * any build: the bench room's back-test replaces it.
 */
public final class PublicBenchRun {
  private static final double SUSPEND = 0.9;

  private PublicBenchRun() {}

  public static void main(String[] args) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Replay replay = new Replay(DetectionConfig.defaults(), false);
    Set<String> seen = new HashSet<>();
    List<Arrival> arrivals = new ArrayList<>();
    try (BufferedReader lines = open(Path.of(args[0]))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = json.readTree(line);
        if (seen.add(row.get("event_id").asText())) {
          arrivals.add(arrival(row));
        }
      }
    }
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    arrivals.forEach(replay::arrive);
    long cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Replay stored = new Replay(DetectionConfig.defaults(), true);
    arrivals.forEach(stored::arrive);
    long storedNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    List<String> commands = commands(replay);
    Files.write(Path.of(args[1]), commands);
    System.out.printf(
        "%d events, %d ns of CPU each (%d with the state stored), %d evidence, %d commands%n",
        arrivals.size(),
        cpuNanos / arrivals.size(),
        storedNanos / arrivals.size(),
        replay.said().size(),
        commands.size());
  }

  private static List<String> commands(Replay replay) {
    List<String> commands = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (Replay.Said said : replay.said()) {
      Evidence evidence = said.evidence();
      if (evidence.getState() != EvidenceState.RAISED) {
        continue;
      }
      String key = evidence.getCredential().getKeyId();
      boolean suspend = evidence.getProbability() >= SUSPEND;
      String action = suspend ? "suspend" : "alert";
      if (done.add(key + evidence.getEpisodeStartedAt() + action)) {
        commands.add(
            ("{\"at\":\"%s\",\"key_id\":\"%s\",\"action\":\"%s\","
                    + "\"signal\":\"%s\",\"p\":%.4f,\"why\":\"%s\"}")
                .formatted(
                    Instant.ofEpochMilli(said.atMs()),
                    key,
                    action,
                    evidence.getSignal(),
                    evidence.getProbability(),
                    evidence.getSummary()));
      }
    }
    return commands;
  }

  private static Arrival arrival(JsonNode row) {
    long occurredMs = Instant.parse(row.get("occurred_at").asText()).toEpochMilli();
    boolean provider = row.get("source").asText().equals("provider_usage");
    String key = row.get("key_id").asText();
    Call call = provider ? Call.bucket(key, occurredMs) : Call.of(key, occurredMs);
    UsageEvent event =
        call.from(provider ? UsageSource.PROVIDER_USAGE : UsageSource.TELEMETRY)
            .nanos(NanoUsd.ofUsd(row.get("cost_usd").asText()))
            .requests(row.get("request_count").asLong())
            .tokens(row.get("input_tokens").asLong(), row.get("output_tokens").asLong())
            .model(row.get("model").asText())
            .status(row.get("status").asText().equals("ok") ? UsageStatus.OK : UsageStatus.ERROR)
            .build();
    return new Arrival(Instant.parse(row.get("arrived_at").asText()).toEpochMilli(), event);
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }
}
