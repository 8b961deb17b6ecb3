package io.keyfuse.alerting.execute;

import org.apache.kafka.common.TopicPartition;

/** Where a command's record stands on the topic. */
record CommandSource(TopicPartition partition, long offset) {}
