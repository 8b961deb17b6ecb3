package io.keyfuse.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.app.topic.TopicDiff;
import io.keyfuse.app.topic.TopicDiff.Verdict;
import io.keyfuse.app.topic.TopicPlan;
import io.keyfuse.app.topic.TopicStep;
import io.keyfuse.app.topic.TopicStep.AddPartitions;
import io.keyfuse.app.topic.TopicStep.Change;
import io.keyfuse.app.topic.TopicStep.Create;
import io.keyfuse.app.topic.TopicStep.Refused;
import java.util.Locale;

/** Writes a plan as one JSON object for programs. */
final class TopicPlanJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TopicPlanJson() {}

  /** Returns the object, ended by a line break. */
  static String of(TopicPlan plan) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode topics = json.putArray("topics");
    plan.topics().forEach(topic -> topic(topics.addObject(), topic));
    ObjectNode summary = json.putObject("summary");
    for (Verdict verdict : Verdict.values()) {
      summary.put(lower(verdict), plan.count(verdict));
    }
    return json.toPrettyString() + System.lineSeparator();
  }

  private static void topic(ObjectNode json, TopicDiff topic) {
    json.put("topic", topic.topic()).put("verdict", lower(topic.verdict()));
    ArrayNode steps = json.putArray("steps");
    topic.steps().forEach(step -> step(steps.addObject(), step));
    ObjectNode left = json.putObject("left");
    topic.left().forEach(left::put);
  }

  private static void step(ObjectNode json, TopicStep step) {
    if (step instanceof Create create) {
      json.put("step", "create").put("partitions", create.partitions());
      if (create.replicationFactor() > 0) {
        json.put("replication_factor", create.replicationFactor());
      }
      ObjectNode settings = json.putObject("settings");
      create.settings().forEach(settings::put);
    } else if (step instanceof AddPartitions add) {
      json.put("step", "add_partitions").put("from", add.from()).put("to", add.to());
    } else if (step instanceof TopicStep.Set set) {
      change(json.put("step", "set"), set.change());
    } else if (step instanceof Refused refused) {
      change(json.put("step", "refused"), refused.change());
      json.put("reason", lower(refused.reason()))
          .put("why", refused.reason().sentence())
          .put("fix", refused.fix());
    }
  }

  private static void change(ObjectNode json, Change change) {
    json.put("setting", change.setting()).put("from", change.from()).put("to", change.to());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
