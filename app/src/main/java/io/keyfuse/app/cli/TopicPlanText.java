package io.keyfuse.app.cli;

import io.keyfuse.app.config.Durations;
import io.keyfuse.app.topic.TopicDiff;
import io.keyfuse.app.topic.TopicDiff.Verdict;
import io.keyfuse.app.topic.TopicPlan;
import io.keyfuse.app.topic.TopicStep;
import io.keyfuse.app.topic.TopicStep.AddPartitions;
import io.keyfuse.app.topic.TopicStep.Change;
import io.keyfuse.app.topic.TopicStep.Create;
import io.keyfuse.app.topic.TopicStep.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a plan as a table for people. */
final class TopicPlanText {
  private TopicPlanText() {}

  /** Returns the table and its sum, ended by a line break. */
  static String of(TopicPlan plan) {
    StringBuilder text = new StringBuilder();
    line(text, "TOPIC", "VERDICT", "WHAT");
    plan.topics().forEach(topic -> topic(text, topic));
    return text.append(
            String.format(
                Locale.ROOT,
                "%d topics: %d ok, %d to create, %d to change, %d refused%n",
                plan.topics().size(),
                plan.count(Verdict.OK),
                plan.count(Verdict.CREATE),
                plan.count(Verdict.CHANGE),
                plan.count(Verdict.REFUSED)))
        .toString();
  }

  private static void topic(StringBuilder text, TopicDiff topic) {
    List<String> what = new ArrayList<>();
    topic.steps().forEach(step -> step(step, what));
    topic.left().forEach((name, value) -> what.add("left: " + name + "=" + value));
    String name = topic.topic();
    String verdict = topic.verdict().name().toLowerCase(Locale.ROOT);
    line(text, name, verdict, what.isEmpty() ? "" : what.get(0));
    what.stream().skip(1).forEach(more -> line(text, "", "", more));
  }

  private static void step(TopicStep step, List<String> what) {
    if (step instanceof Create create) {
      String replicas =
          create.replicationFactor() < 0
              ? "the broker's replication"
              : "replication " + create.replicationFactor();
      what.add("partitions=" + create.partitions() + ", " + replicas);
      create.settings().forEach((name, value) -> what.add(name + "=" + shown(name, value)));
    } else if (step instanceof AddPartitions add) {
      what.add(TopicStep.PARTITIONS + ": " + add.from() + " -> " + add.to());
    } else if (step instanceof TopicStep.Set set) {
      what.add(shown(set.change()));
    } else if (step instanceof Refused refused) {
      what.add("refused " + shown(refused.change()));
      what.add("  why: " + refused.reason().sentence());
      what.add("  fix: " + refused.fix());
    }
  }

  private static String shown(Change change) {
    return change.setting()
        + ": "
        + shown(change.setting(), change.from())
        + " -> "
        + shown(change.setting(), change.to());
  }

  private static String shown(String setting, String value) {
    if (!setting.endsWith(".ms")) {
      return value;
    }
    long ms = Long.parseLong(value);
    return value + (ms < 0 ? " (forever)" : " (" + Durations.format(Duration.ofMillis(ms)) + ")");
  }

  private static void line(StringBuilder text, String topic, String verdict, String what) {
    String row = String.format(Locale.ROOT, "%-24s %-8s %s", topic, verdict, what);
    text.append(row.stripTrailing()).append(System.lineSeparator());
  }
}
