package io.keyfuse.alerting.execute.provider;

import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A provider call that did not lead on; carries the result it stands for. */
final class ProviderCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ExecutionResult result;

  /** A call that ended in a class other than done. */
  ProviderCallException(
      String detail, RetryClass kind, @Nullable Duration retryAfter, ProviderTrace trace) {
    super(detail, null, false, false);
    this.result =
        kind == RetryClass.RETRY
            ? new ExecutionResult.Retry(trace, detail, kind.reason(), retryAfter)
            : new ExecutionResult.Failed(trace, detail, kind.reason());
  }

  private ProviderCallException(ExecutionResult result) {
    super(result.detail(), null, false, false);
    this.result = result;
  }

  /** A state or request that makes going on pointless. */
  static ProviderCallException failed(String detail, OutcomeReason reason, ProviderTrace trace) {
    return new ProviderCallException(new ExecutionResult.Failed(trace, detail, reason));
  }

  /** A state that may still become the wanted one. */
  static ProviderCallException unconfirmed(String detail, ProviderTrace trace) {
    return new ProviderCallException(
        new ExecutionResult.Retry(trace, detail, OutcomeReason.NOT_CONFIRMED, null));
  }

  ExecutionResult result() {
    return result;
  }
}
