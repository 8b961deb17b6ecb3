package io.keyfuse.alerting.policy;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.v1.PolicyMatch;
import java.util.List;
import java.util.Locale;

/**
 * Which keys a policy covers; an empty list covers all, several fields are ANDed.
 *
 * @param providers providers in lower case
 * @param tenants tenants
 * @param projects projects
 * @param features features
 * @param keys credential ids; a trailing {@code *} matches the rest
 */
@Doc("Which keys a policy covers; an empty list covers all, several fields are ANDed.")
public record PolicyMatchConfig(
    @Doc("Providers in lower case, for example openai; default all.") List<String> providers,
    @Doc("Tenants; default all.") List<String> tenants,
    @Doc("Projects; default all.") List<String> projects,
    @Doc("Features; default all.") List<String> features,
    @Doc("Credential ids, a trailing * matches the rest; default all.") List<String> keys) {

  /** Applies the defaults: everything. */
  public PolicyMatchConfig {
    providers = orEmpty(providers);
    tenants = orEmpty(tenants);
    projects = orEmpty(projects);
    features = orEmpty(features);
    keys = orEmpty(keys);
  }

  /** Returns the match of every key. */
  public static PolicyMatchConfig defaults() {
    return new PolicyMatchConfig(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  PolicyMatch toMatch(String path) {
    for (int i = 0; i < providers.size(); i++) {
      String provider = providers.get(i);
      if (provider.isBlank() || !provider.equals(provider.toLowerCase(Locale.ROOT))) {
        throw new ConfigException(
            path + ".providers[" + i + "]", "'" + provider + "': write it in lower case");
      }
    }
    KeyPattern.check(path + ".keys", keys);
    return PolicyMatch.newBuilder()
        .setProviders(providers)
        .setTenants(tenants)
        .setProjects(projects)
        .setFeatures(features)
        .setKeys(keys)
        .build();
  }

  private static List<String> orEmpty(List<String> names) {
    return names == null ? List.of() : List.copyOf(names);
  }
}
