package io.keyfuse.app.backtest;

import io.keyfuse.ingest.http.RecordOutcome;
import java.io.IOException;

/** How the lines of a recording become events whose observed_at is their arrival. One thread. */
interface RowFormat {
  /**
   * Reads one line.
   *
   * @throws IOException when it is no JSON
   */
  RecordOutcome read(byte[] line) throws IOException;
}
