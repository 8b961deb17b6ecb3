package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.topic.DeadLetterRecord;
import io.keyfuse.schemas.topic.DeadLetterRecord.Cause;
import io.keyfuse.schemas.topic.DeadLetterRecord.Original;
import io.keyfuse.schemas.topic.Topics;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The dead letter of a rejected command record; its reason is the outcome's. */
final class CommandDeadLetter {
  private CommandDeadLetter() {}

  static ProducerRecord<byte[], byte[]> of(Intake.Rejected rejected) {
    Cause cause = new Cause(reason(rejected), "CommandRejected", rejected.detail(), null);
    return DeadLetterRecord.of(Topics.DEAD_LETTERS.name(), Original.of(rejected.record()), cause);
  }

  /** Returns the closed reason as headers and metrics write it. */
  static String reason(Intake.Rejected rejected) {
    return rejected.reason().name().toLowerCase(Locale.ROOT);
  }
}
