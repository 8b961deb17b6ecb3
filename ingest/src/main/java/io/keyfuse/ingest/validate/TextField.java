package io.keyfuse.ingest.validate;

import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.UsageEvent;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One text of a usage event and its rules. Immutable.
 *
 * @param name path in the contract
 * @param longest most characters
 * @param required true when it must be there and not empty
 * @param read gets it from an event
 */
record TextField(
    String name, int longest, boolean required, Function<UsageEvent, @Nullable String> read) {

  /** Every text of the contract. */
  static final List<TextField> ALL =
      List.of(
          required("credential.provider", 64, event -> event.getCredential().getProvider()),
          required("credential.account", 128, event -> event.getCredential().getAccount()),
          required("credential.key_id", 256, event -> event.getCredential().getKeyId()),
          required("event_id", 128, UsageEvent::getEventId),
          required("feed", 64, UsageEvent::getFeed),
          optional("tenant", 256, UsageEvent::getTenant),
          optional("project", 256, UsageEvent::getProject),
          optional("feature", 256, UsageEvent::getFeature),
          optional("user", 256, UsageEvent::getUser),
          optional("client_ip", 64, UsageEvent::getClientIp),
          optional("user_agent", 256, UsageEvent::getUserAgent),
          optional("region", 64, UsageEvent::getRegion),
          optional("model", 256, UsageEvent::getModel),
          optional("operation", 64, UsageEvent::getOperation),
          optional("service_tier", 64, UsageEvent::getServiceTier),
          optional("error_code", 128, UsageEvent::getErrorCode));

  @Nullable String of(UsageEvent event) {
    Credential credential = event.getCredential();
    return credential == null && name.startsWith("credential.") ? null : read.apply(event);
  }

  private static TextField required(
      String name, int longest, Function<UsageEvent, @Nullable String> read) {
    return new TextField(name, longest, true, read);
  }

  private static TextField optional(
      String name, int longest, Function<UsageEvent, @Nullable String> read) {
    return new TextField(name, longest, false, read);
  }
}
