package io.keyfuse.ingest.push;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;

/** How LiteLLM's callback becomes usage. Immutable; omitted values take their defaults. */
@Doc("How LiteLLM's generic callback (POST /v1/litellm) becomes usage.")
public record LiteLlmConfig(
    @Doc("Name of the proxy: the account of its keys. Default default.") String account) {

  /** Fills in defaults and checks. */
  public LiteLlmConfig {
    account = account == null ? "default" : account;
    if (account.isBlank() || account.indexOf(':') >= 0) {
      throw new ConfigException("ingest.litellm.account", "must be a name without a colon");
    }
  }

  /** Returns the defaults. */
  public static LiteLlmConfig defaults() {
    return new LiteLlmConfig("default");
  }
}
