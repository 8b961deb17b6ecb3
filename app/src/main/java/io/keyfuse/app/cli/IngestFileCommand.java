package io.keyfuse.app.cli;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.ingest.Deliveries;
import io.keyfuse.app.ingest.Delivery;
import io.keyfuse.app.ingest.DeliveryOptions;
import io.keyfuse.app.ingest.DeliveryResult;
import io.keyfuse.app.ingest.FolderWatch;
import io.keyfuse.app.ingest.IngestJob;
import io.keyfuse.app.ingest.IngestResult;
import io.keyfuse.app.ingest.IngestTarget;
import io.keyfuse.ingest.file.FileDecoder;
import io.keyfuse.ingest.file.FileDecoders;
import io.keyfuse.ingest.file.FileFeedsConfig;
import io.keyfuse.ingest.file.FileFormat;
import io.keyfuse.ingest.file.MappedCsvReader;
import io.keyfuse.ingest.file.MappedDecoder;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads bills and logs of providers into Kafka, each file exactly once. */
@Command(
    name = "file",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Reads bills and logs of providers into Kafka, each file exactly once by its content.",
      "An interrupted run goes on where it was. AWS files of one run are joined by request id."
    })
final class IngestFileCommand implements Callable<Integer> {
  private static final InstantSource CLOCK = InstantSource.system();

  @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--format",
      defaultValue = "auto",
      paramLabel = "FORMAT",
      description = "Format of all files, or auto to look at each one's content.")
  private String format;

  @Option(
      names = "--map",
      paramLabel = "MAPPING",
      description = "YAML file that maps a CSV's columns to fields, or a built-in one.")
  private @Nullable String map;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "YAML configuration; not needed for a dry run.")
  private @Nullable Path config;

  @Option(names = "--dry-run", description = "Say what is in the files and store nothing.")
  private boolean dryRun;

  @Option(names = "--again", description = "Store files again that are stored already.")
  private boolean again;

  @Option(names = "--strict", description = "Exit code 1 when a row was refused.")
  private boolean strict;

  @Option(names = "--all-charges", description = "Count credits, taxes and the like too.")
  private boolean allCharges;

  @Option(
      names = "--parts",
      description = "All FOCUS files of this run are parts of one export: add them up.")
  private boolean parts;

  @Option(
      names = "--watch",
      paramLabel = "DIR",
      description = "Take new files of a folder as they become complete, until told to stop.")
  private @Nullable Path watch;

  @Mixin private OutputOption output;

  @Spec private CommandSpec spec;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    AppConfig settings =
        config == null ? AppConfig.defaults() : AppConfig.load(config, System.getenv());
    Thread hook = new Thread(this::stop, "keyfuse-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (IngestTarget target = dryRun ? null : IngestTarget.connect(settings, System.getenv())) {
      return watch == null
          ? ingest(Deliveries.files(paths), settings, target)
          : watch(watch, settings, target);
    } finally {
      closed.countDown();
    }
  }

  private void check() {
    if (paths.isEmpty() == (watch == null)) {
      throw new ConfigException("PATH", "name files, or a folder with --watch, not both");
    }
    if (watch != null && !Files.isDirectory(watch)) {
      throw new ConfigException("--watch", watch + " is no folder");
    }
    if (!dryRun && config == null) {
      throw new ConfigException("--config", "needed to find Kafka; or say --dry-run");
    }
    if (!format.equals("auto") && FileFormat.of(format).isEmpty()) {
      throw new ConfigException("--format", "must be auto or one of: " + FileFormat.labels());
    }
  }

  private int watch(Path folder, AppConfig settings, @Nullable IngestTarget target)
      throws IOException, InterruptedException {
    FolderWatch looks = new FolderWatch(folder);
    int code = 0;
    do {
      List<Path> ready = looks.ready();
      for (Path file : ready) {
        try {
          code = Math.max(code, ingest(List.of(file), settings, target));
        } catch (ConfigException unusable) {
          spec.commandLine().getErr().println("keyfuse: " + unusable.getMessage());
          code = 1;
        }
      }
    } while (!stopped.await(1, TimeUnit.SECONDS));
    return code;
  }

  private int ingest(List<Path> files, AppConfig settings, @Nullable IngestTarget target)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    UsageValidator validator = new UsageValidator(settings.ingest().limits());
    IngestProgress progress = IngestProgress.over(files, err);
    List<Delivery> deliveries = Deliveries.of(files, options(settings, validator, progress));
    deliveries.forEach(d -> err.println(d.name() + ": " + d.title()));
    IngestJob job =
        new IngestJob(
            target,
            again,
            new IngestJob.Settings(
                validator,
                CLOCK,
                () -> stopped.getCount() == 0,
                progress::rows,
                (delivery, fault) ->
                    err.println("keyfuse: " + delivery.name() + ": " + fault.getMessage())));
    List<DeliveryResult> results = job.run(deliveries);
    progress.close();
    IngestResult result = new IngestResult(results);
    PrintWriter out = spec.commandLine().getOut();
    out.print(output.isJson() ? result.json() : result.text());
    out.flush();
    return !result.isComplete() || (strict && result.total().refusedCount() > 0) ? 1 : 0;
  }

  private DeliveryOptions options(
      AppConfig settings, UsageValidator validator, IngestProgress progress) throws IOException {
    FileFeedsConfig usual = settings.ingest().files();
    FileFeedsConfig files = allCharges ? usual.withAllCharges() : usual;
    return new DeliveryOptions(
        () -> new FileDecoders(files, settings.ingest().otlp()),
        FileFormat.of(format).orElse(null),
        mapped(validator),
        parts,
        CLOCK,
        progress::bytes);
  }

  private @Nullable FileDecoder mapped(UsageValidator validator) throws IOException {
    return map == null
        ? null
        : new MappedDecoder(
            new MappedCsvReader(
                MappingFiles.load(map), validator, PriceBook.load(PriceConfig.defaults()), CLOCK));
  }

  private void stop() {
    stopped.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
