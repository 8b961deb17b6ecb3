package io.keyfuse.schemas.registry;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.Doc;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema registry is and how it is called: the YAML section {@code registry}.
 *
 * @param urls base URLs of one registry's instances, tried in order; a path is kept
 * @param autoRegister true when the serde may register a schema that the registry does not know
 * @param subjectStrategy under which subject a schema stands
 * @param serdeClass name of a Kafka serde to use in place of Keyfuse's own
 * @param auth login
 * @param tls trust and client certificate over HTTPS
 * @param connectTimeout longest wait for a connection
 * @param requestTimeout longest wait for one URL's full answer
 * @param retry rounds and pauses
 * @param startTimeout longest wait of a start for a registry that does not answer
 */
@Doc("Where the schema registry is and how it is called.")
public record RegistryConfig(
    @Doc("Base URLs of one registry, tried in order; for Apicurio with /apis/ccompat/v7.")
        List<URI> urls,
    @Doc("Register unknown schemas on first use; default false: they must be there.")
        boolean autoRegister,
    @Doc("Subjects as Confluent names them: topic-value, full.Name or topic-full.Name.")
        SubjectStrategy subjectStrategy,
    @Doc("Kafka Serde class for all values, with Confluent's settings; default Keyfuse's own.")
        @Nullable String serdeClass,
    @Doc("Login; default none.") RegistryAuth auth,
    @Doc("Trust and client certificate of https URLs; default the JVM's.")
        @Nullable RegistryTls tls,
    @Doc("Longest wait for a connection; default 2 s.") Duration connectTimeout,
    @Doc("Longest wait for one URL's full answer; default 5 s.") Duration requestTimeout,
    @Doc("Rounds and pauses when no URL answers.") RegistryRetry retry,
    @Doc("Longest wait of a start for a registry that does not answer; default 5 min.")
        Duration startTimeout) {
  private static final int MAX_URLS = 16;

  /** Puts defaults for what is left out and checks the rest. */
  public RegistryConfig {
    urls = urls == null ? List.of() : List.copyOf(urls);
    subjectStrategy = subjectStrategy == null ? SubjectStrategy.TOPIC_NAME : subjectStrategy;
    auth = auth == null ? RegistryAuth.none() : auth;
    connectTimeout = connectTimeout == null ? Duration.ofSeconds(2) : connectTimeout;
    requestTimeout = requestTimeout == null ? Duration.ofSeconds(5) : requestTimeout;
    retry = retry == null ? RegistryRetry.defaults() : retry;
    startTimeout = startTimeout == null ? Duration.ofMinutes(5) : startTimeout;
    if (urls.isEmpty() || urls.size() > MAX_URLS) {
      throw new ConfigException(
          "registry.urls", "holds " + urls.size() + " URLs; give 1 to " + MAX_URLS);
    }
    urls.forEach(RegistryConfig::check);
    if (tls != null && urls.stream().noneMatch(url -> "https".equals(url.getScheme()))) {
      throw new ConfigException(
          "registry.tls", "is set but no URL of registry.urls is https; change them or remove it");
    }
    positive("registry.connect_timeout", connectTimeout);
    positive("registry.request_timeout", requestTimeout);
    if (startTimeout.isNegative() || startTimeout.compareTo(Duration.ofDays(1)) > 0) {
      throw new ConfigException(
          "registry.start_timeout", "is " + startTimeout + "; give 0 s (do not wait) to 1 day");
    }
  }

  /** Returns the configuration of one open registry: lookup only, default times. */
  public static RegistryConfig of(URI url) {
    return new RegistryConfig(
        List.of(url),
        false,
        SubjectStrategy.TOPIC_NAME,
        null,
        RegistryAuth.none(),
        null,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        RegistryRetry.defaults(),
        Duration.ofMinutes(5));
  }

  private static void check(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null) {
      throw new ConfigException(
          "registry.urls", "one is not an http(s) URL with a host, like http://registry:8081");
    }
    if (url.getRawUserInfo() != null) {
      throw new ConfigException(
          "registry.urls", "one holds a user and password; use registry.auth instead");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new ConfigException(
          "registry.urls", url.getHost() + " has a query or fragment; remove it");
    }
  }

  private static void positive(String field, Duration time) {
    if (time.toMillis() < 1 || time.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new ConfigException(field, "is " + time + "; give 1 ms to 5 min");
    }
  }
}
