package io.keyfuse.app.registry;

import java.util.List;

/** Where the registry's state is kept. One writer; not thread-safe. */
interface SchemaLog extends AutoCloseable {
  /**
   * Reads everything up to the present end, oldest first. Earlier values of a key may be missing.
   *
   * @throws SchemaLogException when the log cannot be read in time
   */
  List<LogEntry> readAll();

  /**
   * Adds an entry and returns when it is safe.
   *
   * @throws SchemaLogException when it may not be safe; then {@link #readAll} tells what is
   */
  void append(LogEntry entry);

  @Override
  void close();
}
