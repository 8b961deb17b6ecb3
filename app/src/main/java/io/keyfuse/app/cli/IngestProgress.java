package io.keyfuse.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Shows how far the bytes of a run's files are read, and how many rows that were. One thread. */
final class IngestProgress {
  private final ProgressBar bar;
  private long bytes;
  private long rows;

  private IngestProgress(ProgressBar bar) {
    this.bar = bar;
  }

  static IngestProgress over(List<Path> files, PrintWriter err) throws IOException {
    long total = 0;
    for (Path file : files) {
      total += Files.size(file);
    }
    return new IngestProgress(
        new ProgressBar(err, Boolean.getBoolean("keyfuse.tty"), total, System::nanoTime));
  }

  /** Says that more bytes were read. */
  void bytes(int more) {
    bytes += more;
    bar.done(bytes, rows);
  }

  /** Says how many rows of the present file were read. */
  void rows(long read) {
    rows = read;
    bar.done(bytes, rows);
  }

  void close() {
    bar.close();
  }
}
