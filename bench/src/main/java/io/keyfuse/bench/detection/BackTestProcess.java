package io.keyfuse.bench.detection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code keyfuse backtest} as outsiders do, in a process of its own, so that labels cannot
 * reach it. Used by one thread.
 */
final class BackTestProcess {
  private static final long MOST_MINUTES = 60;

  private final String mainClass;
  private final List<String> options;

  /**
   * @param options passed on, such as {@code --policy FILE}
   */
  BackTestProcess(String mainClass, List<String> options) {
    this.mainClass = mainClass;
    this.options = List.copyOf(options);
  }

  /**
   * @param config configuration of detection, or null for the defaults
   * @throws IOException when the back-test fails or does not end within an hour
   */
  void run(Path set, @Nullable Path config, Path commands)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(line(set, config, commands))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("the back-test of " + set + " took more than an hour");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "the back-test of "
              + set
              + " ended with "
              + process.exitValue()
              + "; its message is above");
    }
  }

  private List<String> line(Path set, @Nullable Path config, Path commands) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, "backtest"));
    line.addAll(List.of("--usage", SetFiles.usage(set).toString()));
    line.addAll(List.of("--inventory", set.resolve("keys.json").toString()));
    line.addAll(List.of("--commands", commands.toString()));
    if (config != null) {
      line.addAll(List.of("--config", config.toString()));
    }
    line.addAll(options);
    return line;
  }
}
