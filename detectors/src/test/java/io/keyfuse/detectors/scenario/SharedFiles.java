package io.keyfuse.detectors.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds test inputs that lie outside the repository; skips the test where they are absent. */
public final class SharedFiles {
  private SharedFiles() {}

  public static Path find(String relative) {
    String named = System.getenv("KEYFUSE_SHARED");
    Path from = named == null ? Path.of("").toAbsolutePath() : Path.of(named);
    for (Path at = from; at != null; at = at.getParent()) {
      for (Path root : new Path[] {at, at.resolve("shared")}) {
        if (Files.isRegularFile(root.resolve("README.md"))
            && Files.exists(root.resolve(relative))) {
          return root.resolve(relative);
        }
      }
    }
    Assumptions.abort("no shared/" + relative + " above " + from + "; set KEYFUSE_SHARED");
    throw new IllegalStateException("not reached");
  }
}
