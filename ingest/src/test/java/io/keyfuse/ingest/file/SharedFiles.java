package io.keyfuse.ingest.file;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the shared test inputs; tests that need them are skipped where there are none. */
public final class SharedFiles {
  private SharedFiles() {}

  /** Returns a file of the shared folder, or skips the test. */
  public static Path get(String path) {
    Path found = find();
    Assumptions.assumeTrue(found != null, "no shared/ folder above the working directory");
    Path file = found == null ? Path.of(path) : found.resolve(path);
    Assumptions.assumeTrue(Files.exists(file), file + " is absent");
    return file;
  }

  @org.jspecify.annotations.Nullable
  private static Path find() {
    String named = System.getenv("KEYFUSE_SHARED");
    if (named != null) {
      return Path.of(named);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("shared/README.md"))) {
        return at.resolve("shared");
      }
    }
    return null;
  }
}
