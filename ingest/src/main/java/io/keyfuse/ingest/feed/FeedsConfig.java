package io.keyfuse.ingest.feed;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Providers whose usage reports are read over and over.
 *
 * @param openai organizations at OpenAI
 * @param anthropic organizations at Anthropic
 * @param openrouter accounts at OpenRouter
 * @param litellm LiteLLM proxies
 */
@Doc("Providers whose usage reports and key lists are read; none by default.")
public record FeedsConfig(
    @Doc("Organizations at OpenAI; the credential is an admin key.") List<FeedConnection> openai,
    @Doc("Organizations at Anthropic; an admin key or one with read:analytics.")
        List<FeedConnection> anthropic,
    @Doc("Accounts at OpenRouter; a management key.") List<FeedConnection> openrouter,
    @Doc("LiteLLM proxies; the master key or a proxy admin's.") List<FeedConnection> litellm) {

  /** Fills in defaults and checks that names are unique. */
  public FeedsConfig {
    openai = or(openai);
    anthropic = or(anthropic);
    openrouter = or(openrouter);
    litellm = or(litellm);
    Set<String> names = new HashSet<>();
    Stream.of(openai, anthropic, openrouter, litellm)
        .flatMap(List::stream)
        .forEach(
            connection -> {
              if (!names.add(connection.name())) {
                throw new ConfigException("feeds", "two are named " + connection.name());
              }
            });
    for (FeedConnection proxy : litellm) {
      if (proxy.baseUrl() == null) {
        throw new ConfigException("litellm", proxy.name() + " needs base_url, the proxy's address");
      }
    }
  }

  /** Returns no connection. */
  public static FeedsConfig none() {
    return new FeedsConfig(List.of(), List.of(), List.of(), List.of());
  }

  /** Returns true when nothing is to be read. */
  public boolean isEmpty() {
    return Stream.of(openai, anthropic, openrouter, litellm).allMatch(List::isEmpty);
  }

  private static List<FeedConnection> or(@Nullable List<FeedConnection> given) {
    return given == null ? List.of() : List.copyOf(given);
  }
}
