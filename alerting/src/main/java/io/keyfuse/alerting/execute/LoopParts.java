package io.keyfuse.alerting.execute;

import org.apache.kafka.clients.consumer.Consumer;

/** What the loop is made of. */
record LoopParts(
    Consumer<byte[], byte[]> consumer,
    OutcomePublisher publisher,
    CommandIntake intake,
    LedgerReader ledgers,
    ProviderThreads threads) {}
