package io.keyfuse.alerting.execute;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.time.Duration;

/**
 * How commands are taken from the topic.
 *
 * @param groupId consumer group of all instances of the executor role
 * @param parallelCalls calls under way at one provider at a time
 * @param maxQueued commands held per partition before it is paused
 * @param firstRetry wait before the second try, doubled with each further one
 * @param maxRetry longest wait between two tries
 * @param maxAttempts tries of one command
 * @param memory how far back commands are remembered; none may live longer
 */
@Doc("How commands are taken from the topic.")
public record CommandWorkerConfig(
    @Doc("Consumer group of all instances of the executor role; default keyfuse-executors.")
        String groupId,
    @Doc("Calls under way at one provider at a time; default 4.") Integer parallelCalls,
    @Doc("Commands held per partition before it is paused; default 200.") Integer maxQueued,
    @Doc("Wait before the second try, doubled with each further one; default 250ms.")
        Duration firstRetry,
    @Doc("Longest wait between two tries; default 30s.") Duration maxRetry,
    @Doc("Tries of one command before it fails; default 100.") Integer maxAttempts,
    @Doc("How far back commands are remembered; none may live longer; default 7d.")
        Duration memory) {

  private static final String GROUP = "keyfuse-executors";
  private static final int PARALLEL = 4;
  private static final int QUEUED = 200;
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 100;
  private static final Duration MEMORY = Duration.ofDays(7);

  /** Applies the defaults and checks. */
  public CommandWorkerConfig {
    groupId = groupId == null ? GROUP : groupId;
    parallelCalls = parallelCalls == null ? (Integer) PARALLEL : parallelCalls;
    maxQueued = maxQueued == null ? (Integer) QUEUED : maxQueued;
    firstRetry = firstRetry == null ? FIRST : firstRetry;
    maxRetry = maxRetry == null ? LONGEST : maxRetry;
    maxAttempts = maxAttempts == null ? (Integer) ATTEMPTS : maxAttempts;
    memory = memory == null ? MEMORY : memory;
    require(!groupId.isBlank(), "group_id", "must not be empty");
    require(parallelCalls >= 1 && parallelCalls <= 64, "parallel_calls", "must be 1 to 64");
    require(maxQueued >= 1 && maxQueued <= 10_000, "max_queued", "must be 1 to 10000");
    require(firstRetry.toMillis() >= 1, "first_retry", "must be at least 1ms");
    require(maxRetry.compareTo(firstRetry) >= 0, "max_retry", "must not be below first_retry");
    require(maxAttempts >= 1, "max_attempts", "must be at least 1");
    require(memory.compareTo(Duration.ofHours(1)) >= 0, "memory", "must be at least 1h");
  }

  /** Returns the default values. */
  public static CommandWorkerConfig defaults() {
    return new CommandWorkerConfig(GROUP, PARALLEL, QUEUED, FIRST, LONGEST, ATTEMPTS, MEMORY);
  }

  private static void require(boolean holds, String field, String fix) {
    if (!holds) {
      throw new ConfigException(field, fix);
    }
  }
}
