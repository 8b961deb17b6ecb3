package io.keyfuse.schemas.document;

import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.util.List;
import java.util.Map;

/** The record headers that are part of a topic's contract. */
final class TopicHeaders {
  private static final String ERRORS = "__streams.errors.";
  private static final Map<Topic<?>, List<Header>> ALL =
      Map.of(
          Topics.COMMANDS,
          List.of(
              new Header("keyfuse-signature", true, "The Ed25519 signature as base64 text."),
              new Header("keyfuse-key-id", true, "Id of the key that signed.")),
          Topics.OUTCOMES,
          List.of(
              new Header(
                  "keyfuse-command-offset",
                  false,
                  "Offset of the command on its topic; on outcomes that an executor wrote.")),
          Topics.DEAD_LETTERS,
          List.of(
              new Header(ERRORS + "exception", true, "Class of the fault."),
              new Header(ERRORS + "message", true, "What was wrong."),
              new Header(ERRORS + "stacktrace", false, "Where it was found, cut to 8192."),
              new Header(ERRORS + "topic", true, "Topic of the original record."),
              new Header(ERRORS + "partition", true, "Its partition, as text."),
              new Header(ERRORS + "offset", true, "Its offset, as text."),
              new Header("keyfuse-reason", false, "Why it was refused, from a closed list."),
              new Header(
                  "keyfuse-omitted",
                  false,
                  "Why the letter goes without the original's key, value and headers."),
              new Header("keyfuse-webhook", false, "The webhook that did not take an alert.")));

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
