package io.keyfuse.app.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs programs that are not ours, never longer than told. */
final class OutsideProcess {
  private static final int NOT_THERE = 127;
  private static final int TOO_LATE = 124;

  private OutsideProcess() {}

  /**
   * What became of it.
   *
   * @param code its exit code, 127 when there is no such program, 124 when it was too late
   * @param output what it wrote to its standard output
   */
  record Result(int code, String output) {}

  static Result run(Path folder, Duration limit, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("outside", ".out");
    try {
      Process process;
      try {
        process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
      } catch (IOException e) {
        return new Result(NOT_THERE, String.valueOf(e.getMessage()));
      }
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      return new Result(ended ? process.exitValue() : TOO_LATE, Files.readString(output));
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
