package io.keyfuse.app.cli;

import io.keyfuse.alerting.sign.SigningKeys;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys that sign kill-switch commands, and keys at providers. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Keys that sign kill-switch commands, and keys at providers.",
    subcommands = KeysSyncCommand.class)
final class KeysCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "generate",
      mixinStandardHelpOptions = true,
      description = "Makes an Ed25519 pair in a folder; never overwrites one.")
  int generate(@Parameters(paramLabel = "DIR", description = "Folder for the pair.") Path folder)
      throws IOException {
    SigningKeys keys = SigningKeys.generate();
    try {
      keys.write(folder);
    } catch (FileAlreadyExistsException e) {
      throw new ConfigException(
          "DIR", e.getFile() + " exists; name another folder, or move the old key away");
    }
    spec.commandLine()
        .getOut()
        .printf(
            "key id %s%nresponse.signing.private_key.file: %s%nresponse.signing.public_key: %s%n",
            keys.keyId(),
            folder.resolve(SigningKeys.PRIVATE_FILE),
            folder.resolve(SigningKeys.PUBLIC_FILE));
    return 0;
  }
}
