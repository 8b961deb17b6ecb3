package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of one try at a provider. */
public sealed interface ExecutionResult {
  /** Returns the deciding call. */
  ProviderTrace trace();

  /** Returns one sentence for a person; never a secret. */
  String detail();

  /**
   * The provider accepted and the state agrees.
   *
   * @param before state before, as far as the provider tells
   * @param after state as read back
   */
  record Applied(
      ProviderTrace trace, String detail, Map<String, String> before, Map<String, String> after)
      implements ExecutionResult {}

  /**
   * The key already was in the wanted state, or in one that goes further.
   *
   * @param state as read
   */
  record Already(ProviderTrace trace, String detail, Map<String, String> state)
      implements ExecutionResult {}

  /**
   * A later try may succeed; it must read the state first.
   *
   * @param reason why this one did not
   * @param after least time to wait, as the provider asked; null when it did not
   */
  record Retry(ProviderTrace trace, String detail, OutcomeReason reason, @Nullable Duration after)
      implements ExecutionResult {}

  /**
   * Trying again cannot help; a person is needed.
   *
   * @param reason why
   */
  record Failed(ProviderTrace trace, String detail, OutcomeReason reason)
      implements ExecutionResult {}
}
