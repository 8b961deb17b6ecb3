package io.keyfuse.alerting.execute;

/** Rebuilds what is known about a partition's commands. Used by the worker's thread. */
interface LedgerReader {
  /**
   * Reads the executors' outcomes of one partition up to its end as it is now.
   *
   * @throws org.apache.kafka.common.KafkaException when the end cannot be reached
   */
  CommandLedger read(int partition);
}
