package io.keyfuse.alerting.execute;

import io.keyfuse.alerting.sign.CommandVerifier;
import io.keyfuse.schemas.serde.TopicSerdes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * What a worker works with.
 *
 * @param executors by provider name
 * @param protectedKeys patterns of credential ids that are never acted on
 * @param verifier trusts the keys that sign commands
 * @param serdes of the topics
 * @param clock now, for expiry and waits
 * @param meters where the worker counts
 * @param crashPoints hook for tests; {@link CrashPoints#NONE} in production
 */
public record CommandWorkerParts(
    Map<String, KeyExecutor> executors,
    List<String> protectedKeys,
    CommandVerifier verifier,
    TopicSerdes serdes,
    InstantSource clock,
    MeterRegistry meters,
    CrashPoints crashPoints) {
  /** Copies the collections. */
  public CommandWorkerParts {
    executors = Map.copyOf(executors);
    protectedKeys = List.copyOf(protectedKeys);
  }
}
