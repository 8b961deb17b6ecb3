package io.keyfuse.alerting.execute.provider;

import dev.failsafe.CircuitBreaker;
import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.util.function.Supplier;

/**
 * Keeps calls away from a provider that does not answer, by a circuit breaker. A call that is kept
 * away asks for a later try. Thread-safe.
 */
public final class GuardedExecutor implements KeyExecutor {
  private final KeyExecutor inner;
  private final CircuitBreaker<ExecutionResult> breaker;

  /** Guards one executor. */
  public GuardedExecutor(KeyExecutor inner, GuardConfig config) {
    this.inner = inner;
    this.breaker =
        CircuitBreaker.<ExecutionResult>builder()
            .withFailureThreshold(config.breakerFailures())
            .withSuccessThreshold(1)
            .withDelay(config.breakerDelay())
            .build();
  }

  @Override
  public ExecutorCapabilities capabilities() {
    return inner.capabilities();
  }

  @Override
  public Preparation prepare(ExecutionRequest request) {
    if (!breaker.tryAcquirePermit()) {
      return new Preparation.Settled(keptAway());
    }
    try {
      Preparation preparation = inner.prepare(request);
      if (preparation instanceof Preparation.Settled settled) {
        record(settled.result());
        return settled;
      }
      lookedWell();
      Preparation.Ready ready = (Preparation.Ready) preparation;
      return new Preparation.Ready(ready.before(), () -> call(ready.call()));
    } catch (RuntimeException e) {
      breaker.recordSuccess();
      throw e;
    }
  }

  /** Reads that work must not hide changes that fail; they only end a trial of an open circuit. */
  private void lookedWell() {
    if (!breaker.isClosed()) {
      breaker.recordSuccess();
    }
  }

  private ExecutionResult call(Supplier<ExecutionResult> call) {
    if (!breaker.tryAcquirePermit()) {
      return keptAway();
    }
    try {
      ExecutionResult result = call.get();
      record(result);
      return result;
    } catch (RuntimeException e) {
      breaker.recordSuccess();
      throw e;
    }
  }

  private void record(ExecutionResult result) {
    boolean unreachable =
        result instanceof ExecutionResult.Retry retry
            && retry.reason() == OutcomeReason.PROVIDER_UNAVAILABLE;
    if (unreachable) {
      breaker.recordFailure();
    } else {
      breaker.recordSuccess();
    }
  }

  private ExecutionResult keptAway() {
    return new ExecutionResult.Retry(
        ProviderTrace.NONE,
        "the provider does not answer; its circuit is open",
        OutcomeReason.PROVIDER_UNAVAILABLE,
        breaker.getRemainingDelay());
  }
}
