package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KillSwitchCommand;
import io.keyfuse.schemas.v1.OutcomeReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record of the command topic turned out to be. */
sealed interface Intake {
  CommandSource source();

  /** Signed by a trusted key, readable, and in its place. */
  record Genuine(CommandSource source, KillSwitchCommand command) implements Intake {}

  /**
   * Nothing in the value may be believed.
   *
   * @param record as it came, for the dead letters
   * @param credential from the record's key; null where even that is none
   */
  record Rejected(
      CommandSource source,
      ConsumerRecord<byte[], byte[]> record,
      OutcomeReason reason,
      String detail,
      @Nullable Credential credential)
      implements Intake {}
}
