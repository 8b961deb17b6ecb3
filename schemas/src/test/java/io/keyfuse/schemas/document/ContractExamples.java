package io.keyfuse.schemas.document;

import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** One believable record of each topic; together they tell the story of one stolen key. */
final class ContractExamples {
  private ContractExamples() {}

  /** A topic and a record of it. */
  record Example(Topic<? extends SpecificRecord> topic, SpecificRecord value) {}

  static List<Example> all() {
    return List.of(
        new Example(Topics.USAGE, UsageExamples.usage()),
        new Example(Topics.CONTEXT, UsageExamples.context()),
        new Example(Topics.POLICIES, ResponseExamples.policy()),
        new Example(Topics.SPEND, UsageExamples.spend()),
        new Example(Topics.EVIDENCE, UsageExamples.evidence()),
        new Example(Topics.ALERTS, ResponseExamples.alert()),
        new Example(Topics.COMMANDS, ResponseExamples.command()),
        new Example(Topics.OUTCOMES, ResponseExamples.outcome()),
        new Example(Topics.KEYS, ResponseExamples.keyStatus()),
        new Example(Topics.DECISIONS, ResponseExamples.decision()));
  }
}
