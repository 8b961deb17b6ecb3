package io.keyfuse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is deleted when closed. Used by one thread. */
public record BenchFolder(Path path) implements AutoCloseable {
  /** An empty folder under the system's temporary one. */
  public static BenchFolder create() throws IOException {
    return new BenchFolder(Files.createTempDirectory("keyfuse-bench"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
