package io.keyfuse.app.cli;

import io.keyfuse.schemas.serde.AvroLimits;
import io.keyfuse.schemas.serde.ContractTrust;
import picocli.CommandLine;

/** The process's entry. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    AvroLimits.applyTo(System.getProperties());
    ContractTrust.grant();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new KeyfuseCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new CommandFailure());
  }
}
