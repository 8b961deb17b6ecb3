package io.keyfuse.ingest.file;

import io.keyfuse.ingest.decode.PartSink;
import java.io.IOException;
import java.util.List;

/**
 * Turns files of one format into parts: the same files give the same parts in the same order, so
 * that an interrupted run goes on by counting. Holds bounded memory. Thread-safe.
 */
public interface FileDecoder {
  /**
   * Decodes one delivery.
   *
   * @param files the delivery's files in order; most often one
   * @param out takes every part
   * @throws FileFault when a whole file cannot be read on
   * @throws IOException when the disk fails
   */
  void decode(List<FileInput> files, PartSink out) throws IOException;
}
