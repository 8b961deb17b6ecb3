package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.validate.UsageValidator;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all feeds of an instance share.
 *
 * @param validator judges what the provider reports before it is stored
 * @param random spreads the pauses after faults; thread-safe
 * @param metrics counts of all feeds
 */
public record FeedTools(
    UsageValidator validator, InstantSource clock, RandomGenerator random, FeedMetrics metrics) {}
