package io.keyfuse.app.cli;

import io.keyfuse.app.audit.AuditExport;
import io.keyfuse.app.audit.AuditSource;
import io.keyfuse.app.audit.TopicSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports the log of decisions. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Writes the log of decisions to a file, one JSON object a line.",
      "The file holds all that verify needs; it verifies nothing itself."
    })
final class AuditExportCommand implements Callable<Integer> {
  @Mixin private AuditOptions options;
  @Mixin private OutputOption output;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to; never overwritten.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (AuditSource source = TopicSource.of(options.config())) {
      ProgressBar bar = DlqOptions.bar(spec.commandLine().getErr(), source.length());
      long records = new AuditExport(source).write(file, bar::done);
      bar.close();
      String format = output.isJson() ? "{\"records\":%d}%n" : "%,d records written%n";
      spec.commandLine().getOut().printf(Locale.ROOT, format, records);
    }
    return 0;
  }
}
