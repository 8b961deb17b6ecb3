package io.keyfuse.alerting.policy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.v1.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks a list of policies as a whole. Stateless and thread-safe. */
public final class PolicyList {
  private PolicyList() {}

  /**
   * Checks every policy and that names are unique; an empty list becomes the one that observes.
   *
   * @param path path of the list in the configuration, for messages
   * @throws ConfigException naming the path of the fault
   */
  public static List<Policy> check(String path, List<PolicyConfig> configs) {
    if (configs.isEmpty()) {
      return List.of(PolicyConfig.defaults().toPolicy(path));
    }
    List<Policy> policies = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < configs.size(); i++) {
      Policy policy = configs.get(i).toPolicy(path + "[" + i + "]");
      if (!names.add(policy.getName())) {
        throw new ConfigException(
            path + "[" + i + "].name", "'" + policy.getName() + "' is taken by a policy before");
      }
      policies.add(policy);
    }
    return policies;
  }
}
