package io.keyfuse.ingest.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;

/** Reads one record of a JSON body. Thread-safe. */
@FunctionalInterface
public interface RecordReader {
  /**
   * Reads the value that the parser stands at to its end, whatever it is.
   *
   * @param now when the body is read
   * @throws IOException when the JSON is broken
   */
  RecordOutcome read(JsonParser in, Instant now) throws IOException;
}
