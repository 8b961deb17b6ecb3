package io.keyfuse.app.cli;

import io.keyfuse.app.config.AppConfig;
import io.keyfuse.app.topic.SchemaPreparation;
import io.keyfuse.schemas.registry.HttpSchemaRegistryClient;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The contracts in the schema registry. */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    description = "The contracts in the schema registry.")
final class SchemasCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "register",
      mixinStandardHelpOptions = true,
      description = "Registers the contract of every topic, for instances with auto_register off.")
  int register(
      @Option(
              names = {"-c", "--config"},
              required = true,
              paramLabel = "FILE",
              description = "YAML configuration; its registry section is used.")
          Path config) {
    AppConfig settings = AppConfig.load(config, System.getenv());
    try (HttpSchemaRegistryClient registry =
        new HttpSchemaRegistryClient(settings.registry(), System.getenv())) {
      new SchemaPreparation(registry, true, settings.registry().subjectStrategy()).prepare();
    }
    spec.commandLine().getOut().println("registered at " + settings.registry().urls());
    return 0;
  }
}
