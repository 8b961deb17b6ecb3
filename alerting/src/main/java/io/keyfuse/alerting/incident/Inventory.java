package io.keyfuse.alerting.incident;

import io.keyfuse.schemas.v1.ContextEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The second coordinates that providers ask for to act on a key. Only names on a fixed list are
 * taken over, so that whoever may write inventory cannot put limits or addresses into commands.
 *
 * @param at when the inventory was taken
 * @param coordinates values by name, at most one per known name
 */
public record Inventory(Instant at, Map<String, String> coordinates) {
  /** Nothing known. */
  public static final Inventory NONE = new Inventory(Instant.EPOCH, Map.of());

  private static final int MAX_VALUE = 256;

  private static final Set<String> NAMES =
      Set.of(
          "access_key_id",
          "account_name",
          "api_key_name",
          "deployment",
          "key_name",
          "key_slot",
          "organization_id",
          "policy_id",
          "project_id",
          "region",
          "resource_group",
          "resource_name",
          "role_name",
          "service_account_email",
          "service_account_id",
          "service_specific_credential_id",
          "subscription_id",
          "team_id",
          "user_id",
          "user_name",
          "virtual_key_id",
          "workspace_id");

  /** Copies the map. */
  public Inventory {
    coordinates = Map.copyOf(coordinates);
  }

  /** Returns the newer of this and the event's inventory; a later event replaces all of it. */
  Inventory updatedBy(ContextEvent event) {
    if (event.getAt().isBefore(at)) {
      return this;
    }
    Map<String, String> known = new TreeMap<>();
    event
        .getAttributes()
        .forEach(
            (name, value) -> {
              if (NAMES.contains(name) && !value.isBlank() && value.length() <= MAX_VALUE) {
                known.put(name, value);
              }
            });
    return new Inventory(event.getAt(), known);
  }
}
