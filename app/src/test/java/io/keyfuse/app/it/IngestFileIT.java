package io.keyfuse.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.demo.DemoStack;
import io.keyfuse.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code keyfuse ingest file} in processes of its own, killed at seeded moments or told to stop.
 */
class IngestFileIT {
  private static final int EVENTS = 60_000;
  private static final long SEED = 20261127;

  @TempDir Path folder;

  @Test
  void shouldStoreEachEventOnceHoweverOftenItIsKilled() throws Exception {
    Path file = callLog();
    Random random = new Random(SEED);
    try (DemoStack stack = DemoStack.start(folder.resolve("stack"))) {
      Path config = config(stack);
      JsonNode dry = ingest(config, file, "--dry-run");
      assertThat(dry.at("/total/usage_events").asLong()).isEqualTo(EVENTS);

      int killed = 0;
      for (int third = 0; third < 3; third++) {
        long threshold = EVENTS / 3L * third + random.nextInt(EVENTS / 3);
        killed += killAt(stack, config, file, threshold) ? 1 : 0;
      }
      JsonNode last = ingest(config, file);
      JsonNode again = ingest(config, file);

      assertThat(killed).as("kills that came in time, seed %d", SEED).isPositive();
      assertThat(last.at("/files/0/outcome").asText()).isEqualTo("done");
      assertThat(last.at("/files/0/resumed_at").asLong()).isPositive();
      assertThat(last.at("/total/cost_usd")).isEqualTo(dry.at("/total/cost_usd"));
      assertThat(again.at("/files/0/outcome").asText()).isEqualTo("already_ingested");
      List<String> stored = stored(stack);
      assertThat(stored).as("seed %d", SEED).hasSize(EVENTS);
      Set<String> distinct = new HashSet<>(stored);
      assertThat(distinct).hasSize(EVENTS);
    }
  }

  @Test
  void shouldTakeEachFileOfAWatchedFolderOnceAndEndWhenTold() throws Exception {
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    Path moved = Files.writeString(folder.resolve("moved.jsonl"), lines(0, 500));
    try (DemoStack stack = DemoStack.start(folder.resolve("stack"))) {
      Process process = start(config(stack), "--watch", inbox.toString());
      Files.move(moved, inbox.resolve("moved.jsonl"), StandardCopyOption.ATOMIC_MOVE);
      writeSlowly(inbox.resolve("slow.jsonl"), process);
      await(() -> outcomes("done").size() == 2);
      Files.writeString(inbox.resolve("copy.jsonl"), lines(0, 500));
      await(() -> outcomes("already_ingested").size() == 1);
      process.destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(errors()).isIn(0, 143);
      assertThat(outcomes("done"))
          .allSatisfy(file -> assertThat(file.path("usage_events").asLong()).isEqualTo(500));
      List<String> stored = stored(stack);
      assertThat(stored).hasSize(1_000);
      assertThat(new HashSet<>(stored)).hasSize(1_000);
    }
  }

  /** Writes for longer than the watch looks, and never pauses for as long. */
  private static void writeSlowly(Path file, Process reader) throws Exception {
    for (int from = 500; from < 1_000; from += 25) {
      Files.writeString(
          file, lines(from, 25), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      assertThat(reader.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(90)).until(condition);
  }

  /** Returns what was said so far of the files with an outcome. */
  private List<JsonNode> outcomes(String outcome) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    try (MappingIterator<JsonNode> runs =
        new ObjectMapper()
            .readerFor(JsonNode.class)
            .readValues(folder.resolve("out.json").toFile())) {
      while (runs.hasNext()) {
        for (JsonNode file : runs.next().path("files")) {
          if (file.path("outcome").asText().equals(outcome)) {
            found.add(file);
          }
        }
      }
    } catch (IOException | RuntimeException halfWritten) {
      return List.of();
    }
    return found;
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err.txt"));
  }

  /** Starts a run and kills it when the topic has so many records; false when it ended before. */
  private boolean killAt(DemoStack stack, Path config, Path file, long records) throws Exception {
    Process process = start(config, file.toString());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(stack, "read_uncommitted")) {
      while (!process.waitFor(10, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
        if (size(consumer) > records) {
          process.destroyForcibly();
          assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
          return true;
        }
      }
    }
    process.destroyForcibly();
    return false;
  }

  private static long size(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.listTopics().containsKey(Topics.USAGE.name())
        ? consumer.endOffsets(partitions(consumer)).values().stream()
            .mapToLong(Long::longValue)
            .sum()
        : 0;
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(Topics.USAGE.name()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  /** Returns the content of every committed record; the events differ in it. */
  private static List<String> stored(DemoStack stack) {
    List<String> contents = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(stack, "read_committed")) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (System.nanoTime() < end
          && partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record ->
                    contents.add(
                        new String(record.value(), java.nio.charset.StandardCharsets.ISO_8859_1)));
      }
    }
    return contents;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(DemoStack stack, String isolation) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", stack.bootstrapServers(), "isolation.level", isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private Path callLog() throws IOException {
    return Files.writeString(folder.resolve("calls.jsonl"), lines(0, EVENTS));
  }

  private static String lines(int from, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      lines
          .append("{\"request_id\":\"c")
          .append(i)
          .append("\",\"call_type\":\"acompletion\",\"api_key\":\"key")
          .append(i % 17)
          .append("\",\"spend\":0.00000")
          .append(i % 1000)
          .append(",\"startTime\":\"2026-09-18 22:00:00\",\"prompt_tokens\":10,")
          .append("\"completion_tokens\":2,\"model\":\"gpt-4o\"}\n");
    }
    return lines.toString();
  }

  private Path config(DemoStack stack) throws IOException {
    return Files.writeString(
        folder.resolve("keyfuse.yaml"),
        "kafka: {bootstrap.servers: \""
            + stack.bootstrapServers()
            + "\"}\nregistry: {urls: [\""
            + stack.registryUrl()
            + "\"], auto_register: true}\ntopics: {create: true, partitions: 3,"
            + " replication_factor: 1}\n");
  }

  private JsonNode ingest(Path config, Path file, String... more) throws Exception {
    Path out = folder.resolve("out.json");
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add(file.toString());
    Process process = start(config, arguments.toArray(String[]::new));
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(errors()).isZero();
    return new ObjectMapper().readTree(Files.readString(out));
  }

  private Process start(Path config, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.keyfuse.app.cli.Main",
                "ingest",
                "file",
                "--config",
                config.toString(),
                "-o",
                "json"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out.json").toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .start();
  }
}
