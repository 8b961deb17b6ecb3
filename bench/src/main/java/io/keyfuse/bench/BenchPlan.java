package io.keyfuse.bench;

/**
 * What the throughput benchmark plays.
 *
 * @param events records to preload
 * @param keys credentials, drawn with Zipf exponent 1.0
 * @param partitions of {@code usage.v1}
 * @param threads stream threads
 * @param spacingMicros event time between two events
 * @param seed of the load
 */
record BenchPlan(
    int events, int keys, int partitions, int threads, long spacingMicros, long seed) {}
