package io.keyfuse.detectors.detect;

import io.keyfuse.detectors.state.FleetMessage;
import io.keyfuse.detectors.state.KeyMessage;
import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.Credential;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what context says about keys: what each kind's attributes are called, and what they may be.
 * Context of a kind that says nothing about detection gives nothing. Stateless and thread-safe.
 */
public final class ContextReader {
  private static final int MOST_FACTOR = 20;
  private static final Duration LONGEST_CHANGE = Duration.ofDays(14);
  private static final Set<String> TAKEN_AWAY =
      Set.of("deleted", "deactivated", "disabled", "removed");
  private static final Set<String> GUARDS =
      Set.of("ip_allowlist", "rate_limit", "spend_limit", "spend_alert", "logging", "budget");

  private ContextReader() {}

  /** A message and the key that is to hear it. */
  public record Addressed(String credentialId, KeyMessage message) {}

  /**
   * Returns what a key is to hear, or null.
   *
   * @throws IllegalArgumentException when an attribute is missing or out of bounds; the message
   *     names it and the fix
   */
  public static @Nullable Addressed forKey(ContextEvent event) {
    Credential credential = event.getCredential();
    if (credential == null) {
      return null;
    }
    String id = CredentialId.of(credential);
    return switch (event.getKind()) {
      case LINEAGE -> new Addressed(predecessor(event), new KeyMessage.Bequeath(id));
      case CHANGE_WINDOW -> new Addressed(id, change(event));
      case LEAK_REPORT -> new Addressed(id, new KeyMessage.Leaked(event.getAt().toEpochMilli()));
      case PROVIDER_AUDIT ->
          isGuardTaken(event)
              ? new Addressed(id, new KeyMessage.Unguarded(event.getAt().toEpochMilli()))
              : null;
      case INVENTORY -> canary(id, event);
      case FEED_HEARTBEAT, UNSPECIFIED -> null;
    };
  }

  /** Returns what the fleet is to hear, or null. */
  public static FleetMessage.@Nullable Unguarded forFleet(ContextEvent event) {
    String scope = event.getScope();
    int start = scope.indexOf('/');
    int end = scope.lastIndexOf('/');
    return event.getCredential() == null && end > start && isGuardTaken(event)
        ? new FleetMessage.Unguarded(scope.substring(start + 1, end), event.getAt().toEpochMilli())
        : null;
  }

  private static String predecessor(ContextEvent event) {
    String id = event.getAttributes().get("rotated_from");
    if (id == null) {
      throw fault("rotated_from", "is missing; write the older key's credential id");
    }
    return CredentialId.of(CredentialId.parse(id));
  }

  private static KeyMessage change(ContextEvent event) {
    Instant until = event.getExpiresAt();
    if (until == null || until.isAfter(event.getAt().plus(LONGEST_CHANGE))) {
      throw fault("expires_at", "must be set, to at most 14 days after at");
    }
    return new KeyMessage.Change(factor(event.getAttributes().get("factor")), until.toEpochMilli());
  }

  private static int factor(@Nullable String text) {
    try {
      int factor = text == null ? 0 : Integer.parseInt(text);
      if (factor >= 2 && factor <= MOST_FACTOR) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // Told below, with what may be written.
    }
    throw fault("factor", "is " + text + "; write how many times the usual, 2 to " + MOST_FACTOR);
  }

  private static @Nullable Addressed canary(String id, ContextEvent event) {
    String text = event.getAttributes().get("canary");
    return text == null ? null : new Addressed(id, new KeyMessage.Canary(text.equals("true")));
  }

  /**
   * An audit type such as {@code ip_allowlist.config.deactivated} or {@code rate_limit.deleted}.
   */
  private static boolean isGuardTaken(ContextEvent event) {
    String type = event.getAttributes().get("type");
    return type != null
        && GUARDS.stream().anyMatch(type::contains)
        && TAKEN_AWAY.stream().anyMatch(type::endsWith);
  }

  private static IllegalArgumentException fault(String attribute, String fix) {
    return new IllegalArgumentException("context: " + attribute + " " + fix);
  }
}
