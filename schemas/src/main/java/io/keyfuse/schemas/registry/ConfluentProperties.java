package io.keyfuse.schemas.registry;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The registry's configuration under the property names of Confluent's serdes. The map holds
 * secrets in the clear: it is for {@code Serde.configure} alone and never logged.
 */
public final class ConfluentProperties {
  static final String URL = "schema.registry.url";
  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String SPECIFIC_READER = "specific.avro.reader";
  static final String VALUE_STRATEGY = "value.subject.name.strategy";
  static final String KEY_STRATEGY = "key.subject.name.strategy";
  static final String BASIC_SOURCE = "basic.auth.credentials.source";
  static final String BASIC_USER_INFO = "basic.auth.user.info";
  static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  static final String BEARER_TOKEN = "bearer.auth.token";
  static final String SSL = "schema.registry.ssl.";
  static final String TRUSTSTORE = SSL + "truststore";
  static final String KEYSTORE = SSL + "keystore";
  static final String KEY_PASSWORD = SSL + "key.password";
  static final String LOCATION = ".location";
  static final String TYPE = ".type";
  static final String PASSWORD = ".password";

  private static final String REMOVE_JAVA_HINTS = "avro.remove.java.properties";

  private ConfluentProperties() {}

  /**
   * Writes the configuration; the newest version of a subject is never taken for the written one.
   *
   * @param environment the process's environment, for the secrets that the configuration names
   * @throws io.keyfuse.schemas.config.ConfigException when a secret or file cannot be read
   */
  public static Map<String, String> of(RegistryConfig config, Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    properties.put(URL, config.urls().stream().map(URI::toString).collect(Collectors.joining(",")));
    properties.put(AUTO_REGISTER, Boolean.toString(config.autoRegister()));
    properties.put(USE_LATEST, "false");
    properties.put(REMOVE_JAVA_HINTS, "true");
    properties.put(SPECIFIC_READER, "true");
    properties.put(VALUE_STRATEGY, config.subjectStrategy().confluentClass());
    login(properties, config.auth(), environment);
    if (config.tls() != null) {
      store(properties, TRUSTSTORE, TlsContext.truststore(config.tls(), environment));
      TlsFile keys = TlsContext.keystore(config.tls(), environment);
      store(properties, KEYSTORE, keys);
      if (keys != null && keys.password() != null) {
        properties.put(KEY_PASSWORD, keys.password());
      }
    }
    return properties;
  }

  private static void login(
      Map<String, String> properties, RegistryAuth auth, Map<String, String> environment) {
    String secret = auth.resolved(environment);
    switch (auth.kind()) {
      case NONE -> {
        // An open registry needs no word about it.
      }
      case BASIC -> {
        properties.put(BASIC_SOURCE, "USER_INFO");
        properties.put(BASIC_USER_INFO, auth.username() + ":" + secret);
      }
      case BEARER -> {
        properties.put(BEARER_SOURCE, "STATIC_TOKEN");
        properties.put(BEARER_TOKEN, String.valueOf(secret));
      }
    }
  }

  private static void store(Map<String, String> properties, String which, @Nullable TlsFile file) {
    if (file == null) {
      return;
    }
    properties.put(which + LOCATION, file.location());
    properties.put(which + TYPE, file.type());
    if (file.password() != null) {
      properties.put(which + PASSWORD, file.password());
    }
  }
}
