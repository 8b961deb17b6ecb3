package io.keyfuse.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command: says what there is. */
@Command(
    name = "keyfuse",
    mixinStandardHelpOptions = true,
    version = "Keyfuse 0.1.0",
    description = "Stops stolen AI-provider keys from running up bills.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AuditCommand.class,
      BackTestCommand.class,
      DemoCommand.class,
      RunCommand.class,
      ReplayCommand.class,
      DlqCommand.class,
      IngestCommand.class,
      KeysCommand.class,
      SchemasCommand.class,
      TopicsCommand.class,
    })
final class KeyfuseCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
  }
}
