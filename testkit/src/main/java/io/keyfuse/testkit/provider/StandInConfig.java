package io.keyfuse.testkit.provider;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How the stand-ins run.
 *
 * @param dataDir folder of the journals; state in it is taken up again
 * @param openAiPort loopback port, 0 for a free one
 * @param anthropicPort loopback port, 0 for a free one
 * @param liteLlmPort loopback port, 0 for a free one
 * @param clock what the clouds take for now
 * @param reportLag how far behind Anthropic's usage reports are
 */
public record StandInConfig(
    Path dataDir,
    int openAiPort,
    int anthropicPort,
    int liteLlmPort,
    InstantSource clock,
    Duration reportLag) {
  /** About what Anthropic's own reports are behind. */
  public static final Duration USUAL_LAG = Duration.ofMinutes(5);

  /** The admin key that the OpenAI stand-in accepts. Opens nothing real. */
  public static final String OPENAI_ADMIN_KEY = "sk-admin-standin";

  /** The admin key that the Anthropic stand-in accepts. Opens nothing real. */
  public static final String ANTHROPIC_ADMIN_KEY = "sk-ant-admin01-standin";

  /** The master key that the LiteLLM stand-in accepts. Opens nothing real. */
  public static final String LITELLM_MASTER_KEY = "sk-master-standin";

  /** Returns stand-ins on free ports by the system's clock. */
  public static StandInConfig on(Path dataDir) {
    return new StandInConfig(dataDir, 0, 0, 0, InstantSource.system(), USUAL_LAG);
  }

  /** Returns the same with another clock. */
  public StandInConfig withClock(InstantSource source) {
    return new StandInConfig(dataDir, openAiPort, anthropicPort, liteLlmPort, source, reportLag);
  }
}
