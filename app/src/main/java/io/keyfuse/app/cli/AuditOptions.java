package io.keyfuse.app.cli;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.schemas.config.ConfigException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that the commands about the log of decisions share. */
final class AuditOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "YAML configuration; its kafka section and response.signing are used.")
  private @Nullable Path config;

  /** Reads the configuration; what is logged from now on goes to standard error. */
  AppConfig config() {
    if (config == null) {
      throw new ConfigException(
          "--config", "missing; only verify does without it, by FILE and --key");
    }
    DlqOptions.logToStandardError();
    return AppConfig.load(config, System.getenv());
  }
}
