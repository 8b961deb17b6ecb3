package io.keyfuse.alerting.execute;

import org.jspecify.annotations.Nullable;

/**
 * What the provider's support desk would ask for.
 *
 * @param httpStatus status of the last answer; null when none came
 * @param requestId the provider's own id of the request
 * @param latencyMs milliseconds from sending to the whole answer, or to giving up
 */
public record ProviderTrace(
    @Nullable Integer httpStatus, @Nullable String requestId, @Nullable Long latencyMs) {
  /** No call was made. */
  public static final ProviderTrace NONE = new ProviderTrace(null, null, null);
}
