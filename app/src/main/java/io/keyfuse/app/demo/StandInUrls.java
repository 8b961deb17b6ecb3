package io.keyfuse.app.demo;

import java.net.URI;

/**
 * Where the stand-ins of the providers listen; each also answers below {@code /__standin/}.
 *
 * @param openai the OpenAI stand-in
 * @param anthropic the Anthropic stand-in
 * @param litellm the LiteLLM stand-in
 */
public record StandInUrls(URI openai, URI anthropic, URI litellm) {
  URI of(String provider) {
    return switch (provider) {
      case "openai" -> openai;
      case "anthropic" -> anthropic;
      case "litellm" -> litellm;
      default -> throw new IllegalArgumentException("the demo has no stand-in for " + provider);
    };
  }
}
