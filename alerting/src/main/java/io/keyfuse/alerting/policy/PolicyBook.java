package io.keyfuse.alerting.policy;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Policy;
import io.keyfuse.schemas.v1.PolicyMatch;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force. The one with the lowest priority number that covers the subject decides;
 * the name breaks a tie, so that every instance decides alike. Immutable and thread-safe.
 */
public final class PolicyBook {
  private static final Comparator<Policy> ORDER =
      Comparator.comparingInt(Policy::getPriority).thenComparing(Policy::getName);

  private final List<Policy> policies;

  /** Makes a book of the policies, in any order. */
  public PolicyBook(List<Policy> policies) {
    this.policies = policies.stream().sorted(ORDER).toList();
  }

  /** Returns the policy that decides, or empty when none covers the subject. */
  public Optional<Policy> bestFor(PolicySubject subject) {
    String id = CredentialId.of(subject.credential());
    for (Policy policy : policies) {
      if (covers(policy.getMatch(), subject, id)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }

  private static boolean covers(PolicyMatch match, PolicySubject subject, String id) {
    return allows(match.getProviders(), subject.credential().getProvider())
        && allows(match.getTenants(), subject.tenant())
        && allows(match.getProjects(), subject.project())
        && allows(match.getFeatures(), subject.feature())
        && (match.getKeys().isEmpty() || KeyPattern.anyMatches(match.getKeys(), id));
  }

  private static boolean allows(List<String> names, @Nullable String name) {
    return names.isEmpty() || (name != null && names.contains(name));
  }
}
