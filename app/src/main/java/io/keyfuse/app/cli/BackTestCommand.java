package io.keyfuse.app.cli;

import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.app.backtest.BackTestInput;
import io.keyfuse.app.backtest.BackTestJob;
import io.keyfuse.app.backtest.BackTestReport;
import io.keyfuse.app.backtest.BackTestResult;
import io.keyfuse.app.backtest.CommandFile;
import io.keyfuse.app.backtest.PolicyFile;
import io.keyfuse.app.backtest.ReportFolder;
import io.keyfuse.app.backtest.ReportJson;
import io.keyfuse.app.backtest.ReportText;
import io.keyfuse.app.config.AppConfig;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what Keyfuse would have done about recorded usage. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Plays recorded usage through the topology of `keyfuse run`, on the clock of the recording,",
      "and says what would have been done. Needs no Kafka and acts on nothing."
    })
final class BackTestCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Usage as POST /v1/usage takes it, one JSON record a line, gzip or not.")
  private List<Path> files = List.of();

  @Option(
      names = "--usage",
      paramLabel = "FILE",
      description = "Recorded usage by --map, in order of arrival, one JSON record a line.")
  private List<Path> mapped = List.of();

  @Option(
      names = "--map",
      defaultValue = "bench",
      paramLabel = "MAPPING",
      description = "YAML file that maps the members of --usage to fields, or a built-in one.")
  private String map;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description = "JSON list of the keys: owner, feeds, when made, rotated from which.")
  private @Nullable Path inventory;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "YAML with `policies:` as under response.policies; default built in.")
  private @Nullable Path policy;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "YAML configuration of detection, intake and incidents.")
  private @Nullable Path config;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Leave out what arrived before, for example 2026-11-01T00:00:00Z.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Leave out what arrived from then on.")
  private @Nullable Instant to;

  @Option(
      names = "--commands",
      paramLabel = "FILE",
      description = "Where decisions go, one JSON object a line.")
  private @Nullable Path commands;

  @Mixin private OutputOption output;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder for report.json and plots of the keys that something was done to.")
  private @Nullable Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BackTestInput input = input();
    AppConfig settings =
        config == null ? AppConfig.defaults() : AppConfig.load(config, System.getenv());
    List<PolicyConfig> inForce = settings.response().policies();
    if (inForce.isEmpty()) {
      inForce = PolicyFile.builtIn().policies();
    }
    List<PolicyConfig> asked = policy == null ? inForce : PolicyFile.read(policy).policies();
    BackTestJob job = new BackTestJob(settings, input);
    Path folder = commands == null ? null : commands.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    BackTestResult result = run(job, input, asked);
    if (commands != null) {
      CommandFile.write(commands, result.decisions());
    }
    write(
        BackTestReport.of(asked, result, asked.equals(inForce) ? null : run(job, input, inForce)));
    return 0;
  }

  private void write(BackTestReport told) throws IOException {
    if (report != null) {
      ReportFolder.write(report, told);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(output.isJson() ? ReportJson.of(told) : ReportText.of(told));
    out.flush();
  }

  private BackTestInput input() throws IOException {
    if (files.isEmpty() == mapped.isEmpty()) {
      throw new ConfigException("FILE", "name files, or one with --usage, not both");
    }
    List<Path> all = files.isEmpty() ? mapped : files;
    for (Path file : all) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new ConfigException(
            files.isEmpty() ? "--usage" : "FILE", "cannot read " + file + "; name a file of usage");
      }
    }
    return new BackTestInput(
        all,
        files.isEmpty() ? MappingFiles.load(map) : null,
        inventory,
        from == null ? Instant.MIN : from,
        to == null ? Instant.MAX : to);
  }

  private BackTestResult run(BackTestJob job, BackTestInput input, List<PolicyConfig> policies)
      throws IOException {
    BackTestProgress progress =
        BackTestProgress.over(input.files(), spec.commandLine().getErr(), System::nanoTime);
    BackTestResult result = job.run(policies, progress);
    progress.close();
    return result;
  }
}
