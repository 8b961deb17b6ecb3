package io.keyfuse.alerting.execute;

import static io.keyfuse.alerting.execute.TestCommands.KEY;
import static io.keyfuse.alerting.execute.TestCommands.NOW;
import static io.keyfuse.alerting.execute.TestCommands.suspend;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.v1.CommandAction;
import io.keyfuse.schemas.v1.CommandOutcome;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandJudgeTest {
  private static final Duration MEMORY = Duration.ofDays(7);
  private static final long OFFSET = 40;

  private final CommandLedger ledger = new CommandLedger(MEMORY);
  private final CommandJudge judge =
      new CommandJudge(
          Map.of("fake", new FakeExecutor("fake").capabilities()),
          List.of("fake:acme:key_vip", "fake:prod:*"),
          MEMORY);

  @Test
  void shouldExecuteWhatNothingSpeaksAgainst() {
    assertThat(judge(suspend("a").build()))
        .isEqualTo(new Judgement.Execute(0, false, Map.of(), false));
  }

  @Test
  void shouldRefuseAtTheMomentOfExpiryAndNotBefore() {
    KillSwitchCommand command = suspend("a").build();
    Instant end = command.getExpiresAt();

    assertThat(judge.judge(command, OFFSET, ledger, end.minusMillis(1)))
        .isInstanceOf(Judgement.Execute.class);
    assertThat(reason(judge.judge(command, OFFSET, ledger, end))).isEqualTo(OutcomeReason.EXPIRED);
  }

  @Test
  void shouldRefuseByReach() {
    assertThat(reasonOf(suspend("a", new Credential("other", "acme", "k"), 1)))
        .isEqualTo(OutcomeReason.NO_EXECUTOR);
    assertThat(reasonOf(suspend("a").setAction(CommandAction.THROTTLE)))
        .isEqualTo(OutcomeReason.UNSUPPORTED_ACTION);
    assertThat(reasonOf(suspend("a").setAction(CommandAction.CAP)))
        .isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(reasonOf(cap(" "))).isEqualTo(OutcomeReason.MISSING_COORDINATE);
    assertThat(judge(cap("5").build())).isInstanceOf(Judgement.Execute.class);
  }

  @Test
  void shouldProtectListedKeysAndTheOwnCredential() {
    assertThat(reasonOf(suspend("a", new Credential("fake", "acme", "key_vip"), 1)))
        .isEqualTo(OutcomeReason.PROTECTED_KEY);
    assertThat(reasonOf(suspend("a", new Credential("fake", "prod", "any"), 1)))
        .isEqualTo(OutcomeReason.PROTECTED_KEY);
    assertThat(reasonOf(suspend("a", new Credential("fake", "acme", "key_own"), 1)))
        .isEqualTo(OutcomeReason.PROTECTED_KEY);
    assertThat(reasonOf(suspend("a", new Credential("fake", "acme", "key_own"), 1).setDryRun(true)))
        .isEqualTo(OutcomeReason.PROTECTED_KEY);
  }

  @Test
  void shouldOnlySaySoInADryRun() {
    assertThat(judge(suspend("a").setDryRun(true).build())).isInstanceOf(Judgement.DryRun.class);
  }

  @Test
  void shouldRefuseALowerEpochThanSeenAndTakeTheSame() {
    seen("newer", 5, OutcomeStatus.DRY_RUN, 7);

    assertThat(reasonOf(suspend("older", KEY, 4))).isEqualTo(OutcomeReason.STALE_EPOCH);
    assertThat(judge(suspend("same", KEY, 5).build())).isInstanceOf(Judgement.Execute.class);
    assertThat(judge(suspend("other", new Credential("fake", "acme", "key_2"), 1).build()))
        .isInstanceOf(Judgement.Execute.class);
  }

  @Test
  void shouldTellARecordReadAgainFromAReplay() {
    seen("a", 1, OutcomeStatus.APPLIED, OFFSET);

    assertThat(judge(suspend("a").build())).isEqualTo(new Judgement.Done());
    assertThat(reason(judge.judge(suspend("a").build(), OFFSET + 1, ledger, NOW)))
        .isEqualTo(OutcomeReason.REPLAYED);
    Instant late = NOW.plusSeconds(2000);
    assertThat(reason(judge.judge(suspend("a").build(), OFFSET + 1, ledger, late)))
        .isEqualTo(OutcomeReason.REPLAYED);
  }

  @Test
  void shouldGoOnFromAnInterruptedTry() {
    seen("a", 1, OutcomeStatus.ATTEMPTING, OFFSET);

    Judgement judgement = judge(suspend("a").build());

    assertThat(judgement)
        .isEqualTo(new Judgement.Execute(3, true, Map.of("state", "ACTIVE"), false));
  }

  @Test
  void shouldOnlyLookWhenATryMayHaveTakenEffectAndTheTimeIsUp() {
    seen("a", 1, OutcomeStatus.ATTEMPTING, OFFSET);
    seen("b", 1, OutcomeStatus.RETRYING, OFFSET + 1);
    Instant late = NOW.plusSeconds(900);

    assertThat(judge.judge(suspend("a").build(), OFFSET, ledger, late))
        .isEqualTo(new Judgement.Execute(3, true, Map.of("state", "ACTIVE"), true));
    assertThat(reason(judge.judge(suspend("b").build(), OFFSET + 1, ledger, late)))
        .isEqualTo(OutcomeReason.EXPIRED);
  }

  @Test
  void shouldNotRestoreWhatWasRevoked() {
    ledger.apply(outcome("r", 1, OutcomeStatus.APPLIED).setAction(CommandAction.REVOKE).build(), 3);

    assertThat(reasonOf(suspend("a", KEY, 2).setAction(CommandAction.RESTORE)))
        .isEqualTo(OutcomeReason.NOT_REVERSIBLE);
  }

  @Test
  void shouldRefuseACommandThatOutlivesTheMemory() {
    assertThat(reasonOf(suspend("a").setExpiresAt(NOW.plus(MEMORY).plusMillis(1))))
        .isEqualTo(OutcomeReason.MALFORMED);
  }

  @Test
  void shouldForgetWhatIsOlderThanTheMemoryAndKeepTheRest() {
    seen("old", 9, OutcomeStatus.APPLIED, 1);
    Instant later = NOW.plus(MEMORY).plusMillis(1);
    ledger.apply(
        outcome("new", 1, OutcomeStatus.APPLIED)
            .setCredential(new Credential("fake", "acme", "key_2"))
            .setAt(later)
            .build(),
        2);

    assertThat(ledger.seen("old")).isNull();
    assertThat(ledger.epoch("fake:acme:key_1")).isZero();
    assertThat(ledger.seen("new")).isNotNull();
  }

  @Test
  void shouldNotLetAReplayCoverUpTheOutcome() {
    seen("a", 1, OutcomeStatus.APPLIED, OFFSET);
    ledger.apply(
        outcome("a", 1, OutcomeStatus.REFUSED).setReason(OutcomeReason.REPLAYED).build(), 99);

    assertThat(judge(suspend("a").build())).isEqualTo(new Judgement.Done());
  }

  @Test
  void shouldKeepTheStateFromBeforeTheFirstCall() {
    seen("a", 1, OutcomeStatus.ATTEMPTING, OFFSET);
    ledger.apply(
        outcome("a", 1, OutcomeStatus.ATTEMPTING).setBefore(Map.of("state", "X")).build(), OFFSET);

    CommandLedger.Seen known = ledger.seen("a");

    assertThat(known)
        .isNotNull()
        .extracting(CommandLedger.Seen::before)
        .isEqualTo(Map.of("state", "ACTIVE"));
  }

  private void seen(String id, long epoch, OutcomeStatus status, long offset) {
    ledger.apply(outcome(id, epoch, status).build(), offset);
  }

  private static CommandOutcome.Builder outcome(String id, long epoch, OutcomeStatus status) {
    return CommandOutcome.newBuilder()
        .setCommandId(id)
        .setIncidentId("incident-1")
        .setEpoch(epoch)
        .setCredential(KEY)
        .setAction(CommandAction.SUSPEND)
        .setStatus(status)
        .setReason(OutcomeReason.NONE)
        .setDetail("test")
        .setAttempt(3)
        .setBefore(Map.of("state", "ACTIVE"))
        .setAfter(Map.of())
        .setAt(NOW);
  }

  private static KillSwitchCommand.Builder cap(String limit) {
    return suspend("a").setAction(CommandAction.CAP).setParameters(Map.of("limit_usd", limit));
  }

  private Judgement judge(KillSwitchCommand command) {
    return judge.judge(command, OFFSET, ledger, NOW);
  }

  private OutcomeReason reasonOf(KillSwitchCommand.Builder command) {
    return reason(judge(command.build()));
  }

  private static OutcomeReason reason(Judgement judgement) {
    assertThat(judgement).isInstanceOf(Judgement.Refuse.class);
    return ((Judgement.Refuse) judgement).reason();
  }
}
