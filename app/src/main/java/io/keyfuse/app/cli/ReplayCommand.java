package io.keyfuse.app.cli;

import io.keyfuse.app.demo.Pacer;
import io.keyfuse.ingest.file.HttpUsageSender;
import io.keyfuse.ingest.file.MappedCsvReader;
import io.keyfuse.ingest.file.SenderConfig;
import io.keyfuse.ingest.file.UsageMapping;
import io.keyfuse.ingest.http.UsageRoutes;
import io.keyfuse.ingest.price.PriceBook;
import io.keyfuse.ingest.price.PriceConfig;
import io.keyfuse.ingest.validate.UsageLimits;
import io.keyfuse.ingest.validate.UsageValidator;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Streams CSV files to an intake and says what was in them. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Streams CSV files to POST /v1/usage, rows in the file's order.",
      "Exit code 0 only when every row was taken."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration TRY = Duration.ofSeconds(30);
  private static final int BATCH = 500;
  private static final int TRIES = 10;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV files with a header line.")
  private List<Path> files;

  @Option(
      names = "--map",
      required = true,
      paramLabel = "MAPPING",
      description = "YAML file that maps columns to fields, or a built-in one: azure-llm-2023.")
  private String map;

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "Base address of the intake, for example http://127.0.0.1:8080.")
  private URI url;

  @Option(
      names = "--token-env",
      required = true,
      paramLabel = "NAME",
      description = "Environment variable that holds the intake's bearer token.")
  private String tokenEnv;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "N",
      description = "Events a second; 0 for as fast as the intake takes them.")
  private long rate;

  @Mixin private OutputOption output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rate < 0) {
      throw new ConfigException("--rate", "must not be negative; 0 is without a limit");
    }
    UsageMapping mapping = MappingFiles.load(map);
    String token = new SecretRef(tokenEnv, null).resolve("--token-env", System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ProgressBar bar =
        new ProgressBar(err, Boolean.getBoolean("keyfuse.tty"), rows(files), System::nanoTime);
    // One request at a time: rows reach the stream in the file's order.
    SenderConfig config =
        new SenderConfig(url.resolve(UsageRoutes.PATH), token, BATCH, 1, TRIES, TRY);
    HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    HttpUsageSender sender = new HttpUsageSender(http, config, totals -> bar.done(totals.sent()));
    ReplayJob.Pace pace = new ReplayJob.Pace(rate, Pacer.real(), System::nanoTime);
    ReplayResult result = new ReplayJob(reader(mapping), sender, err, pace).run(files);
    bar.close();
    out.print(output.isJson() ? result.json() : result.text());
    out.flush();
    return result.isComplete() ? 0 : 1;
  }

  private static MappedCsvReader reader(UsageMapping mapping) {
    return new MappedCsvReader(
        mapping,
        new UsageValidator(UsageLimits.defaults()),
        PriceBook.load(PriceConfig.defaults()),
        InstantSource.system());
  }

  /** Counts lines below the header, for the bar; a line end within quotes counts too. */
  private static long rows(List<Path> files) throws IOException {
    long rows = 0;
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new ConfigException("FILE", "cannot read " + file);
      }
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        rows += Math.max(0, lines.count() - 1);
      }
    }
    return rows;
  }
}
