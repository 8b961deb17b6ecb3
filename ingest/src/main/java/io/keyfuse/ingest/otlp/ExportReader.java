package io.keyfuse.ingest.otlp;

import io.keyfuse.ingest.decode.Decoded;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads one export request of a signal. Used by one thread, for one request.
 *
 * <p>{@link #read} throws an IOException when the encoding is broken and {@link
 * io.keyfuse.ingest.http.RequestFault} when there is too much; whatever else is wrong is a refused
 * part.
 */
interface ExportReader {
  /** Reads to the end and gives one outcome for every span, data point or log record. */
  void read(OtlpInput in, Consumer<Decoded> parts) throws IOException;

  /** Learns that everything of the request is stored. */
  default void stored() {}
}
