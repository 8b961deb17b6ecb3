package io.keyfuse.app.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A compacted topic in memory that can lose the answer to a write, or the write itself. */
final class InMemorySchemaLog implements SchemaLog {
  enum Fault {
    NONE,
    WRITE_LOST,
    ANSWER_LOST
  }

  Fault next = Fault.NONE;
  int reads;
  private final Map<String, LogEntry> newest = new LinkedHashMap<>();

  @Override
  public List<LogEntry> readAll() {
    reads++;
    return new ArrayList<>(newest.values());
  }

  @Override
  public void append(LogEntry entry) {
    Fault fault = next;
    next = Fault.NONE;
    if (fault != Fault.WRITE_LOST) {
      newest.remove(entry.key());
      newest.put(entry.key(), entry);
    }
    if (fault != Fault.NONE) {
      throw new SchemaLogException("no answer", null);
    }
  }

  /** Drops what compaction drops in the end: removed keys. */
  void compact() {
    newest.values().removeIf(entry -> entry.value() == null);
  }

  @Override
  public void close() {}
}
