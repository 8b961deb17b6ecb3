package io.keyfuse.app.cli;

import picocli.CommandLine.Option;

/** How a command writes its result; mixed into commands that write one. */
final class OutputOption {
  private enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text or json.")
  private Format output;

  boolean isJson() {
    return output == Format.JSON;
  }
}
