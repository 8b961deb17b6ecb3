package io.keyfuse.app.backtest;

import io.keyfuse.alerting.ResponseConfig;
import io.keyfuse.alerting.audit.AuditConfig;
import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.ingest.validate.Rejection;
import io.keyfuse.ingest.validate.UsageValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Plays recorded usage through the production topology, once for each policy that is asked about.
 * Used by one thread.
 */
public final class BackTestJob {
  private final AppConfig config;
  private final BackTestInput input;

  /** Makes a job; detection, intake and incidents are as configured. */
  public BackTestJob(AppConfig config, BackTestInput input) {
    this.config = config;
    this.input = input;
  }

  /**
   * Plays the recording under policies.
   *
   * @throws io.keyfuse.schemas.config.ConfigException when the inventory cannot be used
   * @throws IOException when a file cannot be read
   */
  public BackTestResult run(List<PolicyConfig> policies, BackTestListener listener)
      throws IOException {
    List<InventoryKey> keys = input.keys();
    Path folder = Files.createTempDirectory("keyfuse-backtest");
    try (Recording recording = open(listener)) {
      return new BackTest(under(config, policies), folder, keys, listener).run(recording);
    } finally {
      delete(folder);
    }
  }

  private Recording open(BackTestListener listener) throws IOException {
    UsageValidator validator = new UsageValidator(config.ingest().limits());
    List<UsageFile> files = new ArrayList<>();
    for (Path path : input.files()) {
      files.add(new UsageFile(path, input.format(), validator, listener::bytes));
    }
    return new Recording(files, input::covers, (file, row) -> listener.refused(said(file, row)));
  }

  private static String said(UsageFile file, UsageRow row) {
    Rejection fault = Objects.requireNonNull(row.fault());
    return file.path() + ":" + row.line() + ": " + fault.message();
  }

  /** Returns the configuration with other policies. */
  static AppConfig under(AppConfig config, List<PolicyConfig> policies) {
    ResponseConfig response = config.response();
    return new AppConfig(
        config.kafka(),
        config.registry(),
        config.topics(),
        config.streams(),
        config.server(),
        config.management(),
        config.ingest(),
        config.detection(),
        new ResponseConfig(
            policies,
            response.protectedKeys(),
            response.signing(),
            response.incidents(),
            response.notification(),
            AuditConfig.sparse()),
        config.executors(),
        config.console());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
