package io.keyfuse.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The topics on the cluster against the table and the configuration. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "The topics on the cluster against the table and the configuration.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TopicsPlanCommand.class, TopicsApplyCommand.class})
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command: plan or apply");
  }
}
