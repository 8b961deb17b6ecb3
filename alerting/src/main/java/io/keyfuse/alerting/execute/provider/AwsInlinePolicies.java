package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ProviderTrace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;

/** Reads, puts and deletes one inline policy of a user or role. Thread-safe. */
final class AwsInlinePolicies {
  private final AwsIam iam;

  AwsInlinePolicies(AwsIam iam) {
    this.iam = iam;
  }

  /**
   * What was found.
   *
   * @param document URL-encoded as IAM gives it; null where there is no such policy
   */
  record Found(ProviderTrace trace, @Nullable String document) {}

  /**
   * Reads the policy. A missing user or role is an error, which IAM words like a missing policy.
   */
  Found find(AwsTarget identity, String policy) {
    String name = identity.name();
    if (isRole(identity)) {
      ProviderTrace trace =
          AwsIam.trace(iam.call("reading the role", c -> c.getRole(r -> r.roleName(name))));
      return new Found(
          trace,
          iam.find(
                  "reading the role's policy",
                  c -> c.getRolePolicy(r -> r.roleName(name).policyName(policy)))
              .map(GetRolePolicyResponse::policyDocument)
              .orElse(null));
    }
    ProviderTrace trace =
        AwsIam.trace(iam.call("reading the user", c -> c.getUser(r -> r.userName(name))));
    return new Found(
        trace,
        iam.find(
                "reading the user's policy",
                c -> c.getUserPolicy(r -> r.userName(name).policyName(policy)))
            .map(GetUserPolicyResponse::policyDocument)
            .orElse(null));
  }

  ProviderTrace put(AwsTarget identity, String policy, String document) {
    return putUnless("", identity, policy, document)
        .orElseThrow(() -> new IllegalStateException("no answer and no exception"));
  }

  /** Puts the policy; returns nothing when IAM calls the document malformed. */
  Optional<ProviderTrace> putUnlessMalformed(AwsTarget identity, String policy, String document) {
    return putUnless("MalformedPolicyDocument", identity, policy, document);
  }

  private Optional<ProviderTrace> putUnless(
      String code, AwsTarget identity, String policy, String document) {
    String name = identity.name();
    return isRole(identity)
        ? iam.unless(
                code,
                "putting the role's policy",
                c ->
                    c.putRolePolicy(
                        r -> r.roleName(name).policyName(policy).policyDocument(document)))
            .map(AwsIam::trace)
        : iam.unless(
                code,
                "putting the user's policy",
                c ->
                    c.putUserPolicy(
                        r -> r.userName(name).policyName(policy).policyDocument(document)))
            .map(AwsIam::trace);
  }

  ProviderTrace delete(AwsTarget identity, String policy) {
    String name = identity.name();
    return isRole(identity)
        ? AwsIam.trace(
            iam.call(
                "deleting the role's policy",
                c -> c.deleteRolePolicy(r -> r.roleName(name).policyName(policy))))
        : AwsIam.trace(
            iam.call(
                "deleting the user's policy",
                c -> c.deleteUserPolicy(r -> r.userName(name).policyName(policy))));
  }

  private static boolean isRole(AwsTarget identity) {
    return identity.kind() == AwsTarget.Kind.ROLE;
  }
}
