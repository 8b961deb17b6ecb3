package io.keyfuse.app.topic;

/**
 * What an operator allows beyond what is harmless.
 *
 * @param dataLoss changes by which kept records go sooner or are held by fewer replicas
 * @param repartition more partitions where keys then change place
 */
public record TopicAllowance(boolean dataLoss, boolean repartition) {
  /** Harmless changes only. */
  public static final TopicAllowance NONE = new TopicAllowance(false, false);
}
