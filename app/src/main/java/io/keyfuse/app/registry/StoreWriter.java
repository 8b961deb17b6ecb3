package io.keyfuse.app.registry;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the store and the log in agreement. Every change is decided on the whole log, written, and
 * only then seen; after a write of unknown outcome the log is read again before anything is
 * decided. Thread-safe: one change at a time.
 */
final class StoreWriter {
  private final SchemaLog log;
  private final SchemaStore store;
  private boolean stale = true;

  StoreWriter(SchemaLog log, SchemaStore store) {
    this.log = log;
    this.store = store;
  }

  /** Reads the log when that is due; the first time at start. */
  synchronized void catchUp() {
    if (stale) {
      store.replaceBy(
          log.readAll().stream().map(LogCodec::decode).flatMap(Optional::stream).toList());
      stale = false;
    }
  }

  /** Decides on a change and makes it with {@link #write}; nobody else changes anything then. */
  synchronized <T> T change(Supplier<T> decision) {
    try {
      catchUp();
    } catch (SchemaLogException e) {
      throw RegistryFault.storeFailed(e);
    }
    return decision.get();
  }

  /** Writes a record of the change that is being made. */
  synchronized void write(LogRecord record) {
    try {
      log.append(LogCodec.encode(record));
    } catch (SchemaLogException e) {
      stale = true;
      throw RegistryFault.storeFailed(e);
    }
    store.apply(record);
  }
}
