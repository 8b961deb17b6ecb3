package io.keyfuse.alerting;

import io.keyfuse.alerting.audit.AuditConfig;
import io.keyfuse.alerting.incident.DeskConfig;
import io.keyfuse.alerting.notify.NotifyConfig;
import io.keyfuse.alerting.policy.KeyPattern;
import io.keyfuse.alerting.policy.PolicyBook;
import io.keyfuse.alerting.policy.PolicyConfig;
import io.keyfuse.alerting.policy.PolicyList;
import io.keyfuse.alerting.sign.SigningConfig;
import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.util.List;

/**
 * Section {@code response:} of the configuration, but for the executors. Immutable and checked:
 * every fault ends in a {@link ConfigException} with its path.
 *
 * @param policies response policies
 * @param protectedKeys credential ids that no policy may act on
 * @param signing keys that sign commands
 * @param incidents times of the incident desk
 * @param notification webhooks
 * @param audit how decisions are chained
 */
@Doc("What is done about incidents.")
public record ResponseConfig(
    @Doc("Response policies; default one that only observes.") List<PolicyConfig> policies,
    @Doc("Credential ids that no policy may act on; a trailing * matches the rest.")
        List<String> protectedKeys,
    @Doc("Keys that sign commands.") SigningConfig signing,
    @Doc("Times of the incident desk.") DeskConfig incidents,
    @Doc("Webhooks.") NotifyConfig notification,
    @Doc("How decisions are chained.") AuditConfig audit) {

  /** Applies the defaults and checks policies and protected keys. */
  public ResponseConfig {
    policies = policies == null ? List.of() : List.copyOf(policies);
    protectedKeys = protectedKeys == null ? List.of() : List.copyOf(protectedKeys);
    signing = signing == null ? SigningConfig.defaults() : signing;
    incidents = incidents == null ? DeskConfig.defaults() : incidents;
    notification = notification == null ? NotifyConfig.defaults() : notification;
    audit = audit == null ? AuditConfig.defaults() : audit;
    PolicyList.check("response.policies", policies);
    KeyPattern.check("response.protected_keys", protectedKeys);
  }

  /** Returns the configuration that observes every key and notifies nobody. */
  public static ResponseConfig defaults() {
    return new ResponseConfig(
        List.of(),
        List.of(),
        SigningConfig.defaults(),
        DeskConfig.defaults(),
        NotifyConfig.defaults(),
        AuditConfig.defaults());
  }

  /** Returns the policies ready for look-ups. */
  public PolicyBook book() {
    return new PolicyBook(PolicyList.check("response.policies", policies));
  }
}
