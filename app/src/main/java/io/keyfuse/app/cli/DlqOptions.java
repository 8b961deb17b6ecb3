package io.keyfuse.app.cli;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Durations;
import io.keyfuse.app.dlq.LetterFilter;
import io.keyfuse.app.dlq.LetterId;
import io.keyfuse.schemas.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that the commands about dead letters share. */
final class DlqOptions {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "YAML configuration; its kafka and registry sections are used.")
  private Path config;

  @Mixin private OutputOption output;

  /** Options that select letters. */
  static final class Selection {
    @Option(names = "--reason", paramLabel = "REASON", description = "Only of this reason.")
    private @Nullable String reason;

    @Option(
        names = "--topic",
        paramLabel = "TOPIC",
        description = "Only from this topic, for example usage.v1.")
    private @Nullable String topic;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Only records no older than this, for example 1h or 7d.")
    private @Nullable String since;

    LetterFilter filter(Set<LetterId> ids, Instant now) {
      return new LetterFilter(ids, reason, topic, since == null ? null : start(since, now));
    }

    private static Instant start(String since, Instant now) {
      try {
        return now.minus(Durations.parse(since));
      } catch (IllegalArgumentException e) {
        throw new ConfigException("--since", String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads the configuration; what is logged from now on goes to standard error. */
  AppConfig config() {
    logToStandardError();
    return AppConfig.load(config, System.getenv());
  }

  /** Standard output is the result alone. A -D of the launcher wins. */
  static void logToStandardError() {
    System.getProperties().putIfAbsent("keyfuse.log", "text");
    System.getProperties().putIfAbsent("keyfuse.log.target", "System.err");
  }

  boolean isJson() {
    return output.isJson();
  }

  /** Returns a bar on standard error. */
  static ProgressBar bar(PrintWriter err, long total) {
    return new ProgressBar(err, Boolean.getBoolean("keyfuse.tty"), total, System::nanoTime);
  }
}
