package io.keyfuse.alerting.execute.provider;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import io.keyfuse.schemas.config.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one provider's admin API.
 *
 * @param enabled true where this instance acts at the provider
 * @param baseUrl address of the API; null for the provider's public one
 * @param adminKey where the admin credential is
 * @param connectTimeout longest wait for a connection
 * @param requestTimeout longest wait for one whole answer
 * @param ownKeyIds public ids of our own admin credentials
 * @param suspendScopes OpenAI only: scopes of a suspended key
 * @param allowUnverified true to declare actions that the provider's documentation does not confirm
 */
@Doc("How to reach one provider's admin API.")
public record ProviderConfig(
    @Doc("Acts at this provider; default false.") Boolean enabled,
    @Doc("Address of the API; default the provider's public one; LiteLLM has none.")
        @Nullable URI baseUrl,
    @Doc("Where the admin credential is; needed when enabled.") @Nullable SecretRef adminKey,
    @Doc("Longest wait for a connection; default 3s.") Duration connectTimeout,
    @Doc("Longest wait for one whole answer; default 10s.") Duration requestTimeout,
    @Doc("Public ids of our own admin credentials, never acted on; default none.")
        List<String> ownKeyIds,
    @Doc("OpenAI only: scopes of a suspended key; default [api.files.read].")
        List<String> suspendScopes,
    @Doc("Portkey only: also SUSPEND and CAP, whose effect Portkey leaves open; default false.")
        Boolean allowUnverified) {

  private static final List<String> NARROW = List.of("api.files.read");
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration REQUEST = Duration.ofSeconds(10);

  /** Applies the defaults and checks. */
  public ProviderConfig {
    enabled = enabled != null && enabled;
    connectTimeout = connectTimeout == null ? CONNECT : connectTimeout;
    requestTimeout = requestTimeout == null ? REQUEST : requestTimeout;
    ownKeyIds = ownKeyIds == null ? List.of() : List.copyOf(ownKeyIds);
    suspendScopes = suspendScopes == null ? NARROW : List.copyOf(suspendScopes);
    allowUnverified = allowUnverified != null && allowUnverified;
    checkTimeout("connect_timeout", connectTimeout);
    checkTimeout("request_timeout", requestTimeout);
    checkScopes(suspendScopes);
  }

  /** Returns a provider that is not acted at. */
  public static ProviderConfig disabled() {
    return new ProviderConfig(false, null, null, CONNECT, REQUEST, List.of(), NARROW, false);
  }

  /** Returns a provider that is acted at, with default time-outs. */
  public static ProviderConfig at(@Nullable URI baseUrl, SecretRef adminKey) {
    return new ProviderConfig(true, baseUrl, adminKey, CONNECT, REQUEST, List.of(), NARROW, false);
  }

  /** Returns the same with other time-outs. */
  public ProviderConfig withTimeouts(Duration connect, Duration request) {
    return new ProviderConfig(
        enabled, baseUrl, adminKey, connect, request, ownKeyIds, suspendScopes, allowUnverified);
  }

  /** Returns the same with the actions that no documentation confirms. */
  public ProviderConfig withUnverified() {
    return new ProviderConfig(
        enabled, baseUrl, adminKey, connectTimeout, requestTimeout, ownKeyIds, suspendScopes, true);
  }

  private static void checkTimeout(String field, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofMinutes(2)) > 0) {
      throw new ConfigException(field, "must be above 0 and at most 2m, not " + value);
    }
  }

  private static void checkScopes(List<String> scopes) {
    if (scopes.isEmpty()) {
      throw new ConfigException(
          "suspend_scopes", "must not be empty: OpenAI takes an empty list for all permissions");
    }
    for (String scope : scopes) {
      if (scope.equals("api.model.request") || scope.startsWith("api.all")) {
        throw new ConfigException(
            "suspend_scopes", "'" + scope + "' lets model calls through; use api.files.read");
      }
    }
  }
}
