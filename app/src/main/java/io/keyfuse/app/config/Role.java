package io.keyfuse.app.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What an instance does; several may share one instance. */
public enum Role {
  /** HTTP intake. */
  INGEST,
  /** Validation, dedupe, pricing and detection. */
  DETECT,
  /** Incidents, decisions, executors and notification. */
  RESPOND,
  /** Read model, API and page. */
  CONSOLE;

  /**
   * Reads {@code all} or names joined by commas.
   *
   * @throws IllegalArgumentException naming what is allowed
   */
  public static Set<Role> parse(String text) {
    if (text.equalsIgnoreCase("all")) {
      return EnumSet.allOf(Role.class);
    }
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : text.split(",", -1)) {
      try {
        roles.add(valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "role '" + name + "' is unknown; use ingest, detect, respond, console or all", e);
      }
    }
    return roles;
  }
}
