package io.keyfuse.schemas.registry;

import static io.keyfuse.schemas.registry.ConfluentProperties.AUTO_REGISTER;
import static io.keyfuse.schemas.registry.ConfluentProperties.BASIC_USER_INFO;
import static io.keyfuse.schemas.registry.ConfluentProperties.BEARER_TOKEN;
import static io.keyfuse.schemas.registry.ConfluentProperties.KEYSTORE;
import static io.keyfuse.schemas.registry.ConfluentProperties.KEY_STRATEGY;
import static io.keyfuse.schemas.registry.ConfluentProperties.LOCATION;
import static io.keyfuse.schemas.registry.ConfluentProperties.PASSWORD;
import static io.keyfuse.schemas.registry.ConfluentProperties.SPECIFIC_READER;
import static io.keyfuse.schemas.registry.ConfluentProperties.SSL;
import static io.keyfuse.schemas.registry.ConfluentProperties.TRUSTSTORE;
import static io.keyfuse.schemas.registry.ConfluentProperties.URL;
import static io.keyfuse.schemas.registry.ConfluentProperties.USE_LATEST;
import static io.keyfuse.schemas.registry.ConfluentProperties.VALUE_STRATEGY;

import io.keyfuse.schemas.config.ConfigException;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client's properties say about the registry, by the names and defaults of Confluent's
 * serdes. Settings of other parts are passed over; one that Keyfuse cannot honour is an error.
 * Immutable; never printed, for it holds secrets.
 */
public final class ConfluentConfig {
  private static final Map<String, SubjectStrategy> STRATEGIES =
      Stream.of(SubjectStrategy.values())
          .collect(Collectors.toMap(SubjectStrategy::confluentClass, Function.identity()));

  /** Keyfuse's names and the properties they come from; the longer before its beginning. */
  private static final List<Map.Entry<String, String>> NAMES =
      List.of(
          Map.entry("registry.tls.truststore_password", TRUSTSTORE + PASSWORD),
          Map.entry("registry.tls.keystore_password", KEYSTORE + PASSWORD),
          Map.entry("registry.tls.truststore", TRUSTSTORE + LOCATION),
          Map.entry("registry.tls.keystore", KEYSTORE + LOCATION),
          Map.entry("registry.tls", SSL + "*"),
          Map.entry("registry.auth.username", BASIC_USER_INFO),
          Map.entry("registry.auth.secret", BEARER_TOKEN),
          Map.entry("registry.urls", URL));

  private final RegistryConfig registry;
  private final Map<String, String> secrets;

  private ConfluentConfig(RegistryConfig registry, Map<String, String> secrets) {
    this.registry = registry;
    this.secrets = secrets;
  }

  /**
   * Reads a client's properties.
   *
   * @param isKey true for the serde of record keys
   * @throws ConfigException naming the property and the fix
   */
  public static ConfluentConfig read(Map<String, String> properties, boolean isKey) {
    refuse(properties, USE_LATEST, "true", "Keyfuse writes the schema that it was built with");
    refuse(properties, SPECIFIC_READER, "false", "Keyfuse reads into generated types only");
    Map<String, String> secrets = new HashMap<>();
    RegistryConfig plain = RegistryConfig.of(URI.create("http://unused"));
    return named(
        () ->
            new ConfluentConfig(
                new RegistryConfig(
                    urls(properties),
                    isTrue(properties, AUTO_REGISTER, true),
                    strategy(properties, isKey ? KEY_STRATEGY : VALUE_STRATEGY),
                    null,
                    ConfluentSecrets.login(properties, secrets),
                    ConfluentSecrets.tls(properties, secrets),
                    plain.connectTimeout(),
                    plain.requestTimeout(),
                    plain.retry(),
                    plain.startTimeout()),
                secrets));
  }

  /** Returns the same as Keyfuse's own configuration; its secrets are kept here. */
  public RegistryConfig registry() {
    return registry;
  }

  /**
   * Makes a client of the registry; nothing is sent yet.
   *
   * @throws ConfigException naming the property of a certificate or key that cannot be used
   */
  public SchemaRegistryClient client() {
    return named(() -> new HttpSchemaRegistryClient(registry, secrets));
  }

  private static <T> T named(Supplier<T> step) {
    try {
      return step.get();
    } catch (ConfigException e) {
      throw new ConfigException(theirs(e.field()), theirs(e.problem()));
    }
  }

  private static String theirs(String text) {
    String named = text;
    for (Map.Entry<String, String> name : NAMES) {
      named = named.replace(name.getKey(), name.getValue());
    }
    return named;
  }

  private static List<URI> urls(Map<String, String> properties) {
    String text = properties.getOrDefault(URL, "");
    try {
      return Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(url -> !url.isEmpty())
          .map(URI::create)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(URL, "is not a list of URLs, like http://registry:8081");
    }
  }

  private static SubjectStrategy strategy(Map<String, String> properties, String name) {
    String given = properties.get(name);
    if (given == null) {
      return SubjectStrategy.TOPIC_NAME;
    }
    SubjectStrategy known = STRATEGIES.get(given);
    if (known == null) {
      throw new ConfigException(name, "is " + given + "; give one of " + STRATEGIES.keySet());
    }
    return known;
  }

  private static boolean isTrue(Map<String, String> properties, String name, boolean otherwise) {
    String given = properties.getOrDefault(name, Boolean.toString(otherwise));
    if (!given.equalsIgnoreCase("true") && !given.equalsIgnoreCase("false")) {
      throw new ConfigException(name, "is " + given + "; give true or false");
    }
    return Boolean.parseBoolean(given);
  }

  private static void refuse(
      Map<String, String> properties, String name, String value, String because) {
    if (value.equals(Boolean.toString(isTrue(properties, name, value.equals("false"))))) {
      throw new ConfigException(
          name, "is " + value + ", but " + because + "; remove it or give the opposite");
    }
  }
}
