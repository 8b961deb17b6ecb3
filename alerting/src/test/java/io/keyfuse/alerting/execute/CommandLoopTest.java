package io.keyfuse.alerting.execute;

import static io.keyfuse.alerting.execute.TestCommands.KEY;
import static io.keyfuse.alerting.execute.TestCommands.NOW;
import static io.keyfuse.alerting.execute.TestCommands.suspend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

class CommandLoopTest {
  private final FakeExecutor fake = new FakeExecutor("fake");
  private final LoopHarness world = new LoopHarness(fake);

  @Test
  void shouldPublishTheIntentBeforeTheEffectAndCommitTheOffsetWithTheOutcome() {
    world.send(suspend("a").build());

    world.start();
    world.runUntil(() -> world.committed == 1);

    assertThat(world.statuses()).containsExactly("a:ATTEMPTING", "a:APPLIED");
    assertThat(fake.changes()).containsExactly("SUSPEND key_1");
    CommandOutcome applied = world.outcomes().get(1);
    assertThat(applied.getBefore()).containsEntry("state", "ACTIVE");
    assertThat(applied.getAfter()).containsEntry("state", "SUSPEND");
    assertThat(applied.getAttempt()).isEqualTo(1);
    assertThat(world.loop().isReady()).isTrue();
  }

  @Test
  void shouldHaveOneEffectAndOneLastOutcomeWhereverItIsKilled() {
    for (CrashPoint point : CrashPoint.values()) {
      for (int time = 1; time <= 5; time++) {
        FakeExecutor cloud = new FakeExecutor("fake");
        LoopHarness life = new LoopHarness(cloud);
        for (int i = 1; i <= 5; i++) {
          life.send(suspend("c" + i, new Credential("fake", "acme", "key_" + i), 1).build());
        }
        life.killAt(point, time);
        life.start();
        boolean survived = life.runUntil(() -> life.committed == 5);
        life.noKill();
        life.start();
        life.runUntil(() -> life.committed == 5);

        String where = point + " " + time;
        assertThat(survived).as(where).isFalse();
        assertThat(cloud.changes()).as(where).hasSize(5).doesNotHaveDuplicates();
        assertThat(life.outcomes().stream().filter(CommandLoopTest::isLast))
            .as(where)
            .extracting(CommandOutcome::getCommandId)
            .containsExactlyInAnyOrder("c1", "c2", "c3", "c4", "c5");
        assertThat(life.outcomes().stream().filter(CommandLoopTest::isLast))
            .as("the state before the first call survives: " + where)
            .allSatisfy(o -> assertThat(o.getBefore()).containsEntry("state", "ACTIVE"));
      }
    }
  }

  private static boolean isLast(CommandOutcome outcome) {
    return outcome.getStatus() != OutcomeStatus.ATTEMPTING
        && outcome.getStatus() != OutcomeStatus.RETRYING;
  }

  @Test
  void shouldCarryOutAReplayedCopyOnce() {
    world.send(suspend("a").build());
    world.send(suspend("a").build());

    world.start();
    world.runUntil(() -> world.committed == 2);

    assertThat(fake.changes()).hasSize(1);
    assertThat(world.statuses()).containsExactly("a:ATTEMPTING", "a:APPLIED", "a:REFUSED");
    assertThat(world.outcomes().get(2).getReason()).isEqualTo(OutcomeReason.REPLAYED);
  }

  @Test
  void shouldKeepTheOrderOfOneKeyAndRefuseTheOlderEpoch() {
    world.send(suspend("a", KEY, 1).build());
    world.send(suspend("b", KEY, 3).setAction(CommandAction.REVOKE).build());
    world.send(suspend("c", KEY, 2).setAction(CommandAction.RESTORE).build());

    world.start();
    world.runUntil(() -> world.committed == 3);

    assertThat(fake.changes()).containsExactly("SUSPEND key_1", "REVOKE key_1");
    assertThat(world.outcomes().get(4).getReason()).isEqualTo(OutcomeReason.STALE_EPOCH);
  }

  @Test
  void shouldTryAgainUntilTheProviderAnswers() {
    fake.failLooks(3);
    world.send(suspend("a").build());

    world.start();
    world.runUntil(() -> world.committed == 1);

    assertThat(world.statuses())
        .containsExactly("a:RETRYING", "a:RETRYING", "a:RETRYING", "a:ATTEMPTING", "a:APPLIED");
    assertThat(world.outcomes().get(4).getAttempt()).isEqualTo(4);
  }

  @Test
  void shouldFindTheEffectOfALostAnswer() {
    fake.loseAnswers(1);
    world.send(suspend("a").build());

    world.start();
    world.runUntil(() -> world.committed == 1);

    assertThat(world.statuses()).containsExactly("a:ATTEMPTING", "a:RETRYING", "a:ALREADY");
    assertThat(fake.changes()).hasSize(1);
    assertThat(world.outcomes().get(2).getBefore()).containsEntry("state", "ACTIVE");
  }

  @Test
  void shouldFailWhenTheTimeIsUp() {
    fake.failLooks(100_000);
    world.send(suspend("a").setExpiresAt(NOW.plusMillis(20)).build());

    world.start();
    world.runUntil(() -> world.committed == 1);

    CommandOutcome last = world.outcomes().get(world.outcomes().size() - 1);
    assertThat(last.getStatus()).isEqualTo(OutcomeStatus.FAILED);
    assertThat(last.getReason()).isEqualTo(OutcomeReason.EXPIRED);
    assertThat(fake.changes()).isEmpty();
  }

  @Test
  void shouldTellAnEffectThatWasFoundOnlyAfterTheTimeWasUp() {
    world.send(suspend("a").build());
    world.killAt(CrashPoint.AFTER_CALL, 1);
    world.start();
    world.runUntil(() -> false);
    world.noKill();
    world.now = NOW.plusSeconds(3600);

    world.start();
    world.runUntil(() -> world.committed == 1);

    assertThat(world.statuses()).containsExactly("a:ATTEMPTING", "a:ALREADY");
  }

  @Test
  void shouldNotCallAfterTheTimeIsUpWhenTheFirstTryHadNoEffect() {
    world.send(suspend("a").build());
    world.killAt(CrashPoint.BEFORE_CALL, 1);
    world.start();
    world.runUntil(() -> false);
    world.noKill();
    world.now = NOW.plusSeconds(3600);

    world.start();
    world.runUntil(() -> world.committed == 1);

    assertThat(world.statuses()).containsExactly("a:ATTEMPTING", "a:FAILED");
    assertThat(fake.changes()).isEmpty();
  }

  @Test
  void shouldGiveWayToANewerCommandWhileWaiting() {
    fake.failLooks(2);
    world.send(suspend("a", KEY, 1).build());
    world.send(suspend("b", KEY, 2).setAction(CommandAction.REVOKE).build());

    world.start();
    world.runUntil(() -> world.committed == 2);

    assertThat(world.statuses()).startsWith("a:RETRYING", "a:FAILED").endsWith("b:APPLIED");
    assertThat(fake.changes()).containsExactly("REVOKE key_1");
  }

  @Test
  void shouldSayWhatADryRunWouldDo() {
    world.send(suspend("a").setDryRun(true).build());

    world.start();
    world.runUntil(() -> world.committed == 1);

    assertThat(world.statuses()).containsExactly("a:DRY_RUN");
    assertThat(fake.changes()).isEmpty();
  }

  @Test
  void shouldLetOtherProvidersPassASlowOne() {
    CountDownLatch release = new CountDownLatch(1);
    KeyExecutor stuck = new StuckExecutor("slow", release);
    LoopHarness two = new LoopHarness(stuck, fake);
    for (int i = 0; i < 10; i++) {
      two.send(suspend("s" + i, new Credential("slow", "acme", "key_" + i), 1).build());
    }
    two.send(suspend("f").build());

    two.start();
    two.runUntil(() -> two.statuses().contains("f:APPLIED"));

    assertThat(two.committed).as("nothing of the slow provider is passed over").isZero();
    release.countDown();
    two.runUntil(() -> two.committed == 11);
    assertThat(two.outcomes()).filteredOn(CommandLoopTest::isLast).hasSize(11);
  }

  @Test
  void shouldPublishAgainWhatATransactionCouldNot() {
    world.send(suspend("a").build());
    world.start();
    world.producer.commitTransactionException = new KafkaException("not now");
    for (int i = 0; i < 5; i++) {
      world.loop().step();
    }
    assertThat(fake.changes()).as("no call before its intent is committed").isEmpty();
    world.producer.commitTransactionException = null;

    world.runUntil(() -> world.committed == 1);

    assertThat(world.statuses()).containsExactly("a:ATTEMPTING", "a:APPLIED");
    assertThat(fake.changes()).hasSize(1);
  }

  @Test
  void shouldEndWhenItIsFenced() {
    world.send(suspend("a").build());
    world.start();
    world.producer.fenceProducer();

    assertThatThrownBy(() -> world.runUntil(() -> false))
        .isInstanceOf(ProducerFencedException.class);
    assertThat(fake.changes()).isEmpty();
  }

  @Test
  void shouldCountWhatItRead() {
    world.send(suspend("a").build());
    world.send(suspend("a").build());
    world.send("fake:acme:key_1", new byte[] {1}, null);

    world.start();
    world.runUntil(() -> world.committed == 3);

    assertThat(count("applied") + count("refused")).isEqualTo(2);
    assertThat(
            world
                .meters
                .counter("keyfuse.alerting.command.rejected", "reason", "bad_signature")
                .count())
        .isEqualTo(1);
  }

  private double count(String status) {
    String name = "keyfuse.alerting.command.outcomes";
    return world.meters.counter(name, "provider", "fake", "status", status).count();
  }

  @Test
  void shouldFailACommandWhoseExecutorBreaks() {
    KeyExecutor broken =
        new KeyExecutor() {
          @Override
          public ExecutorCapabilities capabilities() {
            return new FakeExecutor("broken").capabilities();
          }

          @Override
          public Preparation prepare(ExecutionRequest request) {
            throw new IllegalStateException("sk-secret");
          }
        };
    LoopHarness only = new LoopHarness(broken);
    only.send(suspend("a", new Credential("broken", "acme", "k"), 1).build());

    only.start();
    only.runUntil(() -> only.committed == 1);

    assertThat(only.statuses()).containsExactly("a:FAILED");
    assertThat(only.outcomes().get(0).getDetail()).doesNotContain("sk-secret");
  }

  /** Blocks every call until it is let go. */
  private record StuckExecutor(String provider, CountDownLatch release) implements KeyExecutor {
    @Override
    public ExecutorCapabilities capabilities() {
      return new FakeExecutor(provider).capabilities();
    }

    @Override
    public Preparation prepare(ExecutionRequest request) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Preparation.Settled(
          new ExecutionResult.Already(ProviderTrace.NONE, "late", Map.of("a", "b")));
    }
  }

  @Test
  void shouldKeepARevokedPartitionsResultsOut() {
    CountDownLatch release = new CountDownLatch(1);
    LoopHarness two = new LoopHarness(new StuckExecutor("slow", release));
    two.send(suspend("s", new Credential("slow", "acme", "k"), 1).build());
    two.start();
    for (int i = 0; i < 5; i++) {
      two.runUntil(() -> true);
      two.loop().step();
    }

    two.loop().onPartitionsLost(List.of(LoopHarness.PLACE));
    release.countDown();
    for (int i = 0; i < 20; i++) {
      two.loop().step();
    }

    two.keep();
    assertThat(two.outcomes()).isEmpty();
    assertThat(two.loop().isReady()).isFalse();
  }
}
