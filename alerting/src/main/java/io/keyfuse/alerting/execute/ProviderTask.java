package io.keyfuse.alerting.execute;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that blocks on a provider.
 *
 * @param run whose
 * @param call the prepared call; null to look at the key's state
 */
record ProviderTask(CommandRun run, @Nullable Supplier<ExecutionResult> call) {
  String provider() {
    return run.command().getCredential().getProvider();
  }
}
