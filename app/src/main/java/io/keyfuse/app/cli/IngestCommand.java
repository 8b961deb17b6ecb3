package io.keyfuse.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ways in beside the intake. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Reads usage and context from elsewhere into Kafka.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {IngestFileCommand.class})
final class IngestCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command: file");
  }
}
