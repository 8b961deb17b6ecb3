package io.keyfuse.schemas.document;

import io.keyfuse.schemas.topic.DeadLetterHeaders;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.util.List;
import java.util.Map;

/** The record headers that are part of a topic's contract. */
final class TopicHeaders {
  private static final Map<Topic<?>, List<Header>> ALL =
      Map.of(
          Topics.COMMANDS,
          List.of(
              new Header("keyfuse-signature", true, "The Ed25519 signature as base64 text."),
              new Header("keyfuse-key-id", true, "Id of the key that signed.")),
          Topics.DECISIONS,
          List.of(
              new Header("keyfuse-chain", true, "The chain: partition, hyphen, when it began."),
              new Header("keyfuse-sequence", true, "Number in the chain, from 1, without gaps."),
              new Header("keyfuse-previous-hash", true, "Hash of the record before, in hex."),
              new Header("keyfuse-hash", true, "SHA-256 of this record in hex; docs/audit.md."),
              new Header(
                  "keyfuse-next-checkpoint",
                  false,
                  "On a checkpoint: the sequence that is one again, at the latest."),
              new Header(
                  "keyfuse-signature", false, "On a checkpoint: the Ed25519 signature as base64."),
              new Header("keyfuse-key-id", false, "On a checkpoint: id of the key that signed.")),
          Topics.OUTCOMES,
          List.of(
              new Header(
                  "keyfuse-command-offset",
                  false,
                  "Offset of the command on its topic; on outcomes that an executor wrote.")),
          Topics.DEAD_LETTERS,
          List.of(
              new Header(DeadLetterHeaders.EXCEPTION, true, "Class of the fault."),
              new Header(DeadLetterHeaders.MESSAGE, true, "What was wrong."),
              new Header(DeadLetterHeaders.STACKTRACE, false, "Where it was found, cut to 8192."),
              new Header(DeadLetterHeaders.TOPIC, true, "Topic of the original record."),
              new Header(DeadLetterHeaders.PARTITION, true, "Its partition, as text."),
              new Header(DeadLetterHeaders.OFFSET, true, "Its offset, as text."),
              new Header(DeadLetterHeaders.REASON, true, "Why, from a closed list."),
              new Header(
                  DeadLetterHeaders.OMITTED,
                  false,
                  "Why the letter goes without the original's key, value and headers."),
              new Header(
                  DeadLetterHeaders.VALUE_BYTES, false, "Length in bytes of an omitted value."),
              new Header(
                  DeadLetterHeaders.VALUE_SHA256, false, "SHA-256 of an omitted value in hex."),
              new Header(
                  DeadLetterHeaders.TARGET_TOPIC,
                  false,
                  "Topic to which an output could not be written."),
              new Header(
                  DeadLetterHeaders.TARGET_KEY,
                  false,
                  "Record key of an output that could not be written."),
              new Header(
                  DeadLetterHeaders.WEBHOOK, false, "The webhook that did not take an alert."),
              new Header(
                  DeadLetterHeaders.REPLAYED,
                  false,
                  "On a marker, which is no letter: partition:offset of the letter replayed.")));

  private TopicHeaders() {}

  /**
   * One header; its value is UTF-8 text.
   *
   * @param always true when every record has it
   */
  record Header(String name, boolean always, String meaning) {}

  static List<Header> of(Topic<?> topic) {
    return ALL.getOrDefault(topic, List.of());
  }
}
