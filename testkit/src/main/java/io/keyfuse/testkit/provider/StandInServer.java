package io.keyfuse.testkit.provider;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Strict stand-ins of OpenAI, Anthropic and a LiteLLM proxy, and on demand of further providers,
 * each on its own loopback port. They refuse what the real APIs refuse, keep their state in a
 * folder and can be told to misbehave. The rules are those of the providers' published
 * descriptions. Thread-safe.
 */
public final class StandInServer implements AutoCloseable {
  private final List<ProviderEndpoint> endpoints = new ArrayList<>();
  private final Map<StandInProvider, ProviderEndpoint> onDemand =
      new EnumMap<>(StandInProvider.class);
  private final StandInConfig config;
  private final ProviderEndpoint openAi;
  private final ProviderEndpoint anthropic;
  private final ProviderEndpoint liteLlm;

  private StandInServer(StandInConfig config) {
    this.config = config;
    String openAiKey = StandInConfig.OPENAI_ADMIN_KEY;
    String anthropicKey = StandInConfig.ANTHROPIC_ADMIN_KEY;
    String liteLlmKey = StandInConfig.LITELLM_MASTER_KEY;
    try {
      openAi = start(new OpenAiStandIn(state(config, "openai"), openAiKey), config.openAiPort());
      anthropic =
          start(
              new AnthropicStandIn(state(config, "anthropic"), anthropicKey, config.reportLag()),
              config.anthropicPort());
      liteLlm =
          start(new LiteLlmStandIn(state(config, "litellm"), liteLlmKey), config.liteLlmPort());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts OpenAI, Anthropic and LiteLLM.
   *
   * @throws java.io.UncheckedIOException when a port is taken or the folder cannot be used
   */
  public static StandInServer start(StandInConfig config) {
    // The JDK's server otherwise waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    return new StandInServer(config);
  }

  /** Returns where the OpenAI stand-in listens; its API is below {@code /v1}. */
  public URI openAi() {
    return openAi.url();
  }

  /** Returns where the Anthropic stand-in listens. */
  public URI anthropic() {
    return anthropic.url();
  }

  /** Returns where the LiteLLM stand-in listens. */
  public URI liteLlm() {
    return liteLlm.url();
  }

  /** Returns where another provider's stand-in listens; starts it on a free port the first time. */
  public synchronized URI at(StandInProvider provider) {
    return onDemand
        .computeIfAbsent(
            provider, wanted -> start(wanted.standIn(state(config, wanted.providerName())), 0))
        .url();
  }

  private ProviderEndpoint start(ProviderStandIn provider, int port) {
    ProviderEndpoint endpoint = new ProviderEndpoint(provider, port);
    endpoints.add(endpoint);
    return endpoint;
  }

  private static StandInState state(StandInConfig config, String provider) {
    InstantSource clock = config.clock();
    DocumentStore store = DocumentStore.open(config.dataDir().resolve(provider + ".journal"));
    return new StandInState(provider, store, clock);
  }

  @Override
  public synchronized void close() {
    endpoints.forEach(ProviderEndpoint::close);
  }
}
