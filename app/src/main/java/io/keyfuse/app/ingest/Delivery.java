package io.keyfuse.app.ingest;

import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileInput;
import java.util.List;

/**
 * What is ingested as one: a file, or the parts of one export. Immutable.
 *
 * @param id SHA-256 of the content in hexadecimal; of several files, of their digests in order
 * @param name what to call it to people
 * @param title what it was taken for
 * @param decoder reads it
 * @param inputs its files
 */
public record Delivery(
    String id, String name, String title, FileDecoder decoder, List<FileInput> inputs) {
  /** Copies the list. */
  public Delivery {
    inputs = List.copyOf(inputs);
  }
}
