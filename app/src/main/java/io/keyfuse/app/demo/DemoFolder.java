package io.keyfuse.app.demo;

import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that a demo keeps everything in. It carries a marker from its first moment; a folder
 * without it is never deleted or written to. A finished run leaves a second marker, and the next
 * run starts afresh. Call {@link #prepare} before anything else uses the folder. Not thread-safe.
 */
public final class DemoFolder {
  private static final String MARKER = ".keyfuse-demo";
  private static final String COMPLETED = "completed";

  private final Path path;
  private final boolean resumed;

  private DemoFolder(Path path, boolean resumed) {
    this.path = path;
    this.resumed = resumed;
  }

  /**
   * Makes the folder, takes up an unfinished run in it, or clears a finished one away.
   *
   * @throws ConfigException when the folder holds something else than a demo
   * @throws UncheckedIOException when it cannot be written
   */
  public static DemoFolder prepare(Path path) {
    try {
      boolean ours = Files.isRegularFile(path.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
      if (ours && Files.exists(path.resolve(COMPLETED))) {
        clear(path);
        ours = false;
      }
      if (!ours) {
        begin(path);
      }
      return new DemoFolder(path, ours && Files.exists(path.resolve(ScenarioFile.NAME)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the demo's folder " + path, e);
    }
  }

  /** Returns the folder. */
  public Path path() {
    return path;
  }

  /** Returns true when an unfinished run is taken up. */
  public boolean resumed() {
    return resumed;
  }

  /** Marks the run as finished: the next one starts afresh. */
  void complete() {
    try {
      Files.writeString(path.resolve(COMPLETED), "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot mark the demo's folder " + path, e);
    }
  }

  private static void begin(Path path) throws IOException {
    Files.createDirectories(path);
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new ConfigException(
            "demo.data", path + " holds other files; name an empty or new folder with --data");
      }
    }
    Files.writeString(
        path.resolve(MARKER), "A folder of keyfuse demo; it deletes what is in here.\n");
  }

  /** Deletes what is in the folder, links themselves rather than what they point to. */
  private static void clear(Path path) throws IOException {
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(path)) {
      entries = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : entries) {
      if (!entry.equals(path)) {
        Files.delete(entry);
      }
    }
  }
}
