package io.keyfuse.alerting.execute.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfuse.alerting.execute.ExecutionRequest;
import io.keyfuse.alerting.execute.ExecutionResult;
import io.keyfuse.alerting.execute.ExecutorCapabilities;
import io.keyfuse.alerting.execute.KeyExecutor;
import io.keyfuse.alerting.execute.Preparation;
import io.keyfuse.alerting.execute.ProviderTrace;
import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedExecutorTest {
  private static final GuardConfig TWO = new GuardConfig(2, Duration.ofMillis(300));
  private static final ExecutionResult DOWN =
      new ExecutionResult.Retry(
          ProviderTrace.NONE, "down", OutcomeReason.PROVIDER_UNAVAILABLE, null);
  private static final ExecutionResult FAILED =
      new ExecutionResult.Failed(ProviderTrace.NONE, "no", OutcomeReason.UNKNOWN_KEY);

  private final AtomicInteger calls = new AtomicInteger();
  private volatile ExecutionResult answer = DOWN;
  private final GuardedExecutor guarded = new GuardedExecutor(new Scripted(), TWO);

  @Test
  void shouldLeaveADeadProviderAloneAndComeBack() {
    run();
    run();

    ExecutionResult kept = run();

    assertThat(calls).hasValue(2);
    assertThat(kept).isInstanceOf(ExecutionResult.Retry.class);
    assertThat(((ExecutionResult.Retry) kept).after()).isBetween(Duration.ZERO, TWO.breakerDelay());
    answer = FAILED;
    await().atMost(Duration.ofSeconds(10)).until(() -> run().equals(FAILED));
    assertThat(run()).isEqualTo(FAILED);
  }

  @Test
  void shouldNotOpenForWhatTheProviderAnswers() {
    answer = FAILED;
    for (int i = 0; i < 20; i++) {
      assertThat(run()).isEqualTo(FAILED);
    }
    assertThat(calls).hasValue(20);
  }

  private ExecutionResult run() {
    Credential key = new Credential("fake", "acme", "k");
    return guarded.execute(Commands.request(key, CommandAction.SUSPEND, 1, Map.of()));
  }

  private final class Scripted implements KeyExecutor {
    @Override
    public ExecutorCapabilities capabilities() {
      return new ExecutorCapabilities("fake", Map.of(), Set.of());
    }

    @Override
    public Preparation prepare(ExecutionRequest request) {
      calls.incrementAndGet();
      return new Preparation.Ready(Map.of(), () -> answer);
    }
  }
}
