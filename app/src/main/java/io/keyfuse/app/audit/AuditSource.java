package io.keyfuse.app.audit;

import io.keyfuse.alerting.audit.AuditEntry;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Where records of {@code keyfuse.decisions.v1} come from. Used by one thread. */
public interface AuditSource extends AutoCloseable {
  /** Returns how much there is to read, in units of the source. */
  long length();

  /**
   * Gives every record to the taker, those of a partition in their order.
   *
   * @param progress takes how much is done, in units of {@link #length}
   */
  void read(Consumer<AuditEntry> taker, LongConsumer progress) throws IOException;

  @Override
  void close();
}
