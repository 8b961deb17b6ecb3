package io.keyfuse.schemas.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret is: an environment variable or a file, never the value. Printing it shows the
 * place only.
 *
 * @param env name of the environment variable
 * @param file path of a file; a line end at its end is dropped
 */
@Doc("Where a secret is; exactly one of env and file.")
public record SecretRef(
    @Doc("Name of an environment variable.") @Nullable String env,
    @Doc("Path of a file that holds only the secret.") @Nullable Path file) {

  /** Checks that exactly one place is named. */
  public SecretRef {
    if ((env == null) == (file == null)) {
      throw new ConfigException("secret", "name exactly one of env and file");
    }
  }

  /**
   * Reads the secret.
   *
   * @param field path of the field, for the message
   * @param environment the process's environment
   * @throws ConfigException when the place is missing or empty
   */
  public String resolve(String field, Map<String, String> environment) {
    String secret = env != null ? environment.get(env) : read(field);
    if (secret == null || secret.isBlank()) {
      throw new ConfigException(field, "no secret at " + place() + "; put it there");
    }
    return secret.strip();
  }

  private @Nullable String read(String field) {
    Path path = file;
    if (path == null) {
      return null;
    }
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new ConfigException(field, "cannot read " + place() + " (" + e.getMessage() + ")");
    }
  }

  private String place() {
    return env != null ? "environment variable " + env : "file " + file;
  }
}
