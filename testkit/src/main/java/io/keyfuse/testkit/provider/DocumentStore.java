package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents by collection and id, kept in memory and in a journal of JSON lines. One commit is one
 * line written by one call, so that a killed process loses nothing that was answered and leaves no
 * half of a change. Not thread-safe: the caller holds the provider's lock.
 */
final class DocumentStore implements AutoCloseable {
  private final Map<String, Map<String, ObjectNode>> collections = new LinkedHashMap<>();
  private final FileChannel journal;

  /** One document to write. */
  record Put(String collection, String id, ObjectNode document) {}

  private DocumentStore(FileChannel journal) {
    this.journal = journal;
  }

  /** Opens the journal and replays it; a torn last line is cut off. */
  static DocumentStore open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      String text = Files.exists(file) ? Files.readString(file) : "";
      int whole = text.lastIndexOf('\n') + 1;
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      long length = text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
      channel.truncate(length).position(length);
      DocumentStore store = new DocumentStore(channel);
      for (String line : text.substring(0, whole).split("\n", -1)) {
        if (!line.isEmpty()) {
          store.replay(Json.MAPPER.readTree(line));
        }
      }
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the stand-in's journal " + file, e);
    }
  }

  /** Returns the document itself or null; callers change only copies. */
  @Nullable ObjectNode get(String collection, String id) {
    return collections.getOrDefault(collection, Map.of()).get(id);
  }

  /** Returns the collection in the order of first writing. */
  Collection<ObjectNode> list(String collection) {
    return collections.getOrDefault(collection, Map.of()).values();
  }

  int size(String collection) {
    return list(collection).size();
  }

  /** Writes all or nothing. */
  void commit(List<Put> puts) {
    ArrayNode line = Json.MAPPER.createArrayNode();
    for (Put put : puts) {
      line.addObject()
          .put("collection", put.collection())
          .put("id", put.id())
          .set("document", put.document());
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
      while (bytes.hasRemaining()) {
        journal.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the stand-in's journal", e);
    }
    puts.forEach(this::apply);
  }

  private void replay(JsonNode line) {
    for (JsonNode put : line) {
      apply(
          new Put(
              put.get("collection").asText(),
              put.get("id").asText(),
              (ObjectNode) put.get("document")));
    }
  }

  private void apply(Put put) {
    collections
        .computeIfAbsent(put.collection(), ignored -> new LinkedHashMap<>())
        .put(put.id(), put.document());
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the stand-in's journal", e);
    }
  }
}
