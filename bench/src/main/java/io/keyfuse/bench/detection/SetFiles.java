package io.keyfuse.bench.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.bench.detection.Victim.Minute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads the files of a labelled set and of its judges. Stateless. */
final class SetFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SetFiles() {}

  static Truth truth(Path folder) throws IOException {
    JsonNode labels = JSON.readTree(folder.resolve("labels.json").toFile());
    Map<String, Long> born = new HashMap<>();
    Map<String, String> feeds = new HashMap<>();
    for (JsonNode key : JSON.readTree(folder.resolve("keys.json").toFile())) {
      born.put(key.get("key_id").asText(), millis(key, "created_at"));
      feeds.put(key.get("key_id").asText(), feeds(key));
    }
    List<Victim> victims = new ArrayList<>();
    for (JsonNode attack : labels.get("attacks")) {
      attack
          .get("keys")
          .properties()
          .forEach(
              key ->
                  victims.add(
                      victim(
                          attack,
                          key.getKey(),
                          feeds.getOrDefault(key.getKey(), ""),
                          key.getValue())));
    }
    return new Truth(
        labels.get("name").asText(),
        millis(labels, "warmup_end"),
        millis(labels, "end"),
        victims,
        harmless(labels.get("benign")),
        born);
  }

  private static Victim victim(JsonNode attack, String keyId, String feeds, JsonNode key) {
    List<Minute> minutes = new ArrayList<>();
    for (JsonNode minute : key.get("minutes")) {
      long nanos = minute.get(1).decimalValue().movePointRight(9).longValue();
      minutes.add(new Minute(minute.get(0).asLong() * 1000, nanos));
    }
    return new Victim(
        attack.get("attack_id").asText(),
        attack.get("kind").asText(),
        keyId,
        feeds,
        millis(key, "start"),
        millis(key, "end"),
        millis(key, "first_event"),
        minutes);
  }

  private static List<Harmless> harmless(JsonNode labels) {
    List<Harmless> harmless = new ArrayList<>();
    labels.forEach(label -> harmless.add(lookAlike(label)));
    return harmless;
  }

  private static Harmless lookAlike(JsonNode label) {
    Set<String> keyIds = new HashSet<>();
    label.get("key_ids").forEach(key -> keyIds.add(key.asText()));
    return new Harmless(
        label.get("kind").asText(),
        keyIds,
        millis(label, "start"),
        millis(label, "end"),
        label.path("gray").asBoolean());
  }

  private static String feeds(JsonNode key) {
    List<String> feeds = new ArrayList<>();
    key.get("feeds").forEach(feed -> feeds.add(feed.asText()));
    return String.join("+", feeds);
  }

  /** In order of time; blank lines are skipped. */
  static List<SentCommand> commands(Path file) throws IOException {
    List<SentCommand> commands = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          JsonNode command = JSON.readTree(line);
          boolean ends = !command.path("until").asText("").isEmpty();
          commands.add(
              new SentCommand(
                  millis(command, "at"),
                  command.get("key_id").asText(),
                  command.get("action").asText(),
                  ends ? millis(command, "until") : Long.MAX_VALUE));
        }
      }
    }
    commands.sort(Comparator.comparingLong(SentCommand::atMillis));
    return commands;
  }

  /** The usage of a set, packed or not. */
  static Path usage(Path folder) {
    Path plain = folder.resolve("usage.jsonl");
    return Files.exists(plain) ? plain : folder.resolve("usage.jsonl.gz");
  }

  /** When each key was first heard of, in order to see commands that nothing can have led to. */
  static Map<String, Long> firstArrivals(Path usage) throws IOException {
    Map<String, Long> first = new HashMap<>();
    try (InputStream file = Files.newInputStream(usage);
        InputStream plain =
            usage.toString().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String key = text(line, "\"key_id\":\"");
        if (!first.containsKey(key)) {
          first.put(key, millis(text(line, "\"arrived_at\":\"")));
        }
      }
    }
    return first;
  }

  /** Parsing half a million lines for two fields would cost more than the whole score. */
  private static String text(String line, String name) {
    int from = line.indexOf(name) + name.length();
    return line.substring(from, line.indexOf('"', from));
  }

  private static long millis(JsonNode node, String field) {
    return millis(node.get(field).asText());
  }

  private static long millis(String text) {
    return OffsetDateTime.parse(text).toInstant().toEpochMilli();
  }
}
