package io.keyfuse.alerting.execute.provider;

import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's answer asks for. Source: the providers' error tables; limits of money that have
 * bitten come as 429 too and are not worth a second try.
 */
enum RetryClass {
  /** The provider accepted. */
  DONE(OutcomeReason.NONE),
  /** Try again later: overload, time-out, or an answer nobody can read. */
  RETRY(OutcomeReason.PROVIDER_UNAVAILABLE),
  /** Our admin credential is bad or may not do this. */
  CREDENTIAL(OutcomeReason.ADMIN_CREDENTIAL_REFUSED),
  /** The provider does not know the id; done where our own earlier try deleted it. */
  MISSING(OutcomeReason.UNKNOWN_KEY),
  /** Trying again cannot help. */
  PERMANENT(OutcomeReason.PROVIDER_REFUSED);

  private static final Set<Integer> TRANSIENT = Set.of(408, 409, 429, 500, 502, 503, 504, 529);

  /** Azure: a person locked the resource. */
  private static final String LOCKED = "ScopeLocked";

  private static final Set<String> MONEY_SPENT =
      Set.of(
          "credit_balance_exhausted",
          "organization_spend_limit_exceeded",
          "project_spend_limit_exceeded",
          "organization_usage_limit_exceeded",
          "enforced_spend_limit_reached",
          "contract_spend_limit_reached");

  private final OutcomeReason reason;

  RetryClass(OutcomeReason reason) {
    this.reason = reason;
  }

  /** Returns the reason an outcome names. */
  OutcomeReason reason() {
    return reason;
  }

  /**
   * Classifies an answer. A conflict is tried again because every try reads the state first.
   *
   * @param status HTTP status
   * @param code the provider's code in the error body
   */
  static RetryClass of(int status, @Nullable String code) {
    if (status >= 200 && status < 300) {
      return DONE;
    }
    if (code != null && (MONEY_SPENT.contains(code) || code.equals(LOCKED))) {
      return PERMANENT;
    }
    if (TRANSIENT.contains(status)) {
      return RETRY;
    }
    return switch (status) {
      case 401, 403 -> CREDENTIAL;
      case 404 -> MISSING;
      default -> status > 500 ? RETRY : PERMANENT;
    };
  }
}
