package io.keyfuse.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.id.CredentialId;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.IncidentState;
import io.keyfuse.schemas.v1.OutcomeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CaseBookTest {
  private static final Credential KEY = new Credential("openai", "demo", "key_abc");

  private final AtomicReference<Instant> now = new AtomicReference<>(Records.AT);
  private final CaseBook book = new CaseBook(now::get);
  private final CaseFile file = book.of(CredentialId.of(KEY));

  @Test
  void shouldNoteEachMilestoneOnce() throws InterruptedException {
    file.mark(Milestone.FIRST_CALL, Records.AT);
    pass(1);
    book.onAlert(Records.alert(KEY, IncidentState.OPEN));
    pass(1);
    book.onAlert(Records.alert(KEY, IncidentState.ESCALATED));
    book.onCommand(Records.command(KEY), "signer");
    pass(1);
    book.onOutcome(Records.outcome(KEY, OutcomeStatus.APPLIED));
    book.onOutcome(Records.outcome(KEY, OutcomeStatus.VERIFIED));

    assertThat(file.after(Milestone.EVIDENCE)).contains(Duration.ofSeconds(1));
    assertThat(file.after(Milestone.COMMAND)).contains(Duration.ofSeconds(2));
    assertThat(file.after(Milestone.APPLIED)).contains(Duration.ofSeconds(3));
    assertThat(file.await(Milestone.VERIFIED, Duration.ZERO)).isTrue();
    assertThat(file.after(Milestone.REFUSED)).isEmpty();
  }

  @Test
  void shouldNotTakeAnEarlierAlertForTheAnswerToTheTheft() {
    book.onAlert(Records.alert(KEY, IncidentState.OPEN));

    file.mark(Milestone.FIRST_CALL, Records.AT);

    assertThat(file.at(Milestone.EVIDENCE)).isEmpty();
  }

  @Test
  void shouldCountACommandThatIsReadTwiceOnce() {
    book.onCommand(Records.command(KEY), "signer");
    book.onCommand(Records.command(KEY), "signer");

    assertThat(file.commandCount()).isEqualTo(1);
    assertThat(file.troubles()).isEmpty();
  }

  @Test
  void shouldComplainAboutAnUnsignedCommandAndAFailure() {
    book.onCommand(Records.command(KEY), "");
    book.onOutcome(Records.outcome(KEY, OutcomeStatus.FAILED));

    assertThat(file.troubles()).hasSize(2).anyMatch(text -> text.contains("no signature"));
  }

  private void pass(int seconds) {
    now.updateAndGet(at -> at.plusSeconds(seconds));
  }
}
