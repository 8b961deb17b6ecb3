package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * The key's owner as last seen.
 *
 * @param tenant null when never seen
 * @param project null when never seen
 * @param feature null when never seen
 */
public record Owner(@Nullable String tenant, @Nullable String project, @Nullable String feature) {
  static final Owner UNKNOWN = new Owner(null, null, null);

  Owner updatedBy(Evidence evidence) {
    return new Owner(
        newer(tenant, evidence.getTenant()),
        newer(project, evidence.getProject()),
        newer(feature, evidence.getFeature()));
  }

  private static @Nullable String newer(@Nullable String known, @Nullable String seen) {
    return seen == null ? known : seen;
  }
}
