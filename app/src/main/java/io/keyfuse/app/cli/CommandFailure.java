package io.keyfuse.app.cli;

import io.keyfuse.schemas.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says a failure in one line: configuration errors with their fix, others with a log entry. */
final class CommandFailure implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    command.getErr().println("keyfuse: " + e.getMessage());
    if (e instanceof ConfigException) {
      return 2;
    }
    // Not a static logger: the command chooses the log file before the first one is made.
    Logger log = LoggerFactory.getLogger(CommandFailure.class);
    log.error("{} failed", command.getCommandName(), e);
    return 1;
  }
}
