package io.keyfuse.app.topic;

import io.keyfuse.app.topic.TopicDiff.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the cluster's topics differ from what is wanted.
 *
 * @param topics every topic in the table's order
 */
public record TopicPlan(List<TopicDiff> topics) {
  /** Copies the list. */
  public TopicPlan {
    topics = List.copyOf(topics);
  }

  /** Returns how many topics have the verdict. */
  public long count(Verdict verdict) {
    return topics.stream().filter(topic -> topic.verdict() == verdict).count();
  }

  /** Returns true when nothing differs. */
  public boolean isEmpty() {
    return count(Verdict.OK) == topics.size();
  }

  /** Returns the topics that have a step of the kind. */
  Stream<TopicDiff> having(Class<? extends TopicStep> kind) {
    return topics.stream().filter(topic -> topic.steps().stream().anyMatch(kind::isInstance));
  }
}
