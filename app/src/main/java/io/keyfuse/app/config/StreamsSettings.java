package io.keyfuse.app.config;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the Kafka Streams client runs.
 *
 * @param applicationId prefix of consumer groups and internal topics
 * @param stateDir local state
 * @param threads stream threads of this instance
 * @param commitInterval time between commits, which bounds a decision's latency
 */
@Doc("How the Kafka Streams client runs; always exactly_once_v2.")
public record StreamsSettings(
    @Doc("Prefix of consumer groups, transactional ids and internal topics.") String applicationId,
    @Doc("Folder of local state; one per instance.") Path stateDir,
    @Doc("Stream threads of this instance.") int threads,
    @Doc("Time between commits; results become visible at a commit.") Duration commitInterval) {

  /** Checks the ranges. */
  public StreamsSettings {
    if (!applicationId.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new ConfigException(
          "application_id", "use 1 to 100 letters, digits, dots, dashes and underscores");
    }
    if (threads < 1 || threads > 64) {
      throw new ConfigException("threads", threads + " is out of range; use 1 to 64");
    }
    if (commitInterval.toMillis() < 10 || commitInterval.toMillis() > 30_000) {
      throw new ConfigException("commit_interval", "use 10ms to 30s");
    }
  }

  /** Two threads, a commit every 100 ms. */
  public static StreamsSettings defaults() {
    return new StreamsSettings("keyfuse", Path.of("state"), 2, Duration.ofMillis(100));
  }
}
