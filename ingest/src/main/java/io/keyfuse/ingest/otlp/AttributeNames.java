package io.keyfuse.ingest.otlp;

import io.keyfuse.schemas.config.Doc;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which attributes of a span, else of its resource, say what the conventions have no name for; the
 * first that is there counts. Immutable; omitted lists take their defaults.
 */
@Doc("Which attributes, of the span before its resource, say what; the first one there counts.")
public record AttributeNames(
    @Doc("The key: provider:account:key_id, or a key id alone.") List<String> credential,
    @Doc("The owner's tenant.") List<String> tenant,
    @Doc("The owner's project.") List<String> project,
    @Doc("The feature that made the call.") List<String> feature,
    @Doc("The end user's id; never a name or an address.") List<String> user,
    @Doc("The provider's region.") List<String> region,
    @Doc("The caller's address.") List<String> clientIp,
    @Doc("The caller's user agent.") List<String> userAgent) {

  /** Fills in defaults. */
  public AttributeNames {
    credential = or(credential, "keyfuse.credential.id");
    tenant = or(tenant, "keyfuse.tenant", "tenant.id");
    project = or(project, "keyfuse.project");
    feature = or(feature, "keyfuse.feature", "service.name");
    user = or(user, "keyfuse.user", "enduser.id");
    region = or(region, "keyfuse.region");
    clientIp = or(clientIp, "client.address");
    userAgent = or(userAgent, "user_agent.original");
  }

  /** Returns the defaults. */
  public static AttributeNames defaults() {
    return new AttributeNames(
        List.of("keyfuse.credential.id"),
        List.of("keyfuse.tenant", "tenant.id"),
        List.of("keyfuse.project"),
        List.of("keyfuse.feature", "service.name"),
        List.of("keyfuse.user", "enduser.id"),
        List.of("keyfuse.region"),
        List.of("client.address"),
        List.of("user_agent.original"));
  }

  /** Returns every name. */
  Stream<String> all() {
    return Stream.of(credential, tenant, project, feature, user, region, clientIp, userAgent)
        .flatMap(List::stream);
  }

  private static List<String> or(List<String> given, String... fallback) {
    return List.copyOf(Objects.requireNonNullElse(given, List.of(fallback)));
  }
}
