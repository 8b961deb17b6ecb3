package io.keyfuse.app.cli;

import io.keyfuse.app.Platform;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.config.Role;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Runs one instance against an external Kafka and registry until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Runs one instance until SIGTERM or Ctrl-C.")
final class RunCommand implements Callable<Integer> {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "YAML configuration; see docs/configuration.md.")
  private Path config;

  @Option(
      names = "--role",
      defaultValue = "all",
      paramLabel = "ROLE[,ROLE]",
      converter = Roles.class,
      description = "ingest, detect, respond, console or all.")
  private Set<Role> roles;

  @Override
  public Integer call() throws InterruptedException {
    AppConfig settings = AppConfig.load(config, System.getenv());
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Thread starting = Thread.currentThread();
    AtomicBoolean started = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopped.countDown();
                  // A start may be waiting for minutes for the registry.
                  if (!started.get()) {
                    starting.interrupt();
                  }
                  awaitQuietly(closed);
                },
                "keyfuse-stop"));
    try (Platform platform = Platform.start(settings, roles, System.getenv())) {
      started.set(true);
      stopped.await();
    } finally {
      closed.countDown();
    }
    return 0;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the option's text. */
  static final class Roles implements ITypeConverter<Set<Role>> {
    @Override
    public Set<Role> convert(String value) {
      return Role.parse(value);
    }
  }
}
