package io.keyfuse.app.backtest;

import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.alerting.policy.PolicyList;
import io.keyfuse.app.config.ConfigBinder;
import io.keyfuse.schemas.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of policies: a list as under {@code response.policies} of the configuration, bare or under
 * the key {@code policies}.
 *
 * @param policies the list
 */
public record PolicyFile(List<PolicyConfig> policies) {
  /** Checks the list as a whole. */
  public PolicyFile {
    policies = policies == null ? List.of() : List.copyOf(policies);
    PolicyList.check("policies", policies);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException naming the path of the fault
   */
  public static PolicyFile read(Path file) {
    try {
      return bound(Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException("--policy", "cannot read " + file);
    }
  }

  /** Returns the policy of a back-test that names none. */
  public static PolicyFile builtIn() {
    try (InputStream in = PolicyFile.class.getResourceAsStream("/backtest/policy.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the built-in policy is not in the jar");
      }
      return bound(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the built-in policy", e);
    }
  }

  private static PolicyFile bound(String yaml) {
    return new ConfigBinder().bind(isList(yaml) ? "policies:\n" + yaml : yaml, PolicyFile.class);
  }

  private static boolean isList(String yaml) {
    return yaml.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .findFirst()
        .orElse("")
        .startsWith("- ");
  }
}
