package io.keyfuse.detectors.state;

import io.keyfuse.schemas.v1.UsageEvent;
import org.jspecify.annotations.Nullable;

/**
 * Whom the key belongs to, as the newest events say; an event that does not say changes nothing.
 *
 * @param tenant the owner's tenant
 * @param project the owner's project
 * @param feature the owner's feature
 */
public record LastSeen(
    @Nullable String tenant, @Nullable String project, @Nullable String feature) {
  /** Nothing is known. */
  public static final LastSeen NOTHING = new LastSeen(null, null, null);

  private static final int MOST_CHARACTERS = 64;

  /** Returns what is known after the event; the same object when nothing changed. */
  public LastSeen with(UsageEvent event) {
    String newTenant = newer(event.getTenant(), tenant);
    String newProject = newer(event.getProject(), project);
    String newFeature = newer(event.getFeature(), feature);
    // Identity: an unchanged name is the very same object.
    return same(newTenant, tenant) && same(newProject, project) && same(newFeature, feature)
        ? this
        : new LastSeen(newTenant, newProject, newFeature);
  }

  private static @Nullable String newer(@Nullable String said, @Nullable String known) {
    if (said == null || said.isEmpty() || said.equals(known)) {
      return known;
    }
    return said.length() > MOST_CHARACTERS ? said.substring(0, MOST_CHARACTERS) : said;
  }

  private static boolean same(@Nullable String a, @Nullable String b) {
    return a == null ? b == null : a.equals(b);
  }
}
