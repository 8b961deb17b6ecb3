package io.keyfuse.schemas.registry;

import static io.keyfuse.schemas.registry.ConfluentProperties.BASIC_SOURCE;
import static io.keyfuse.schemas.registry.ConfluentProperties.BASIC_USER_INFO;
import static io.keyfuse.schemas.registry.ConfluentProperties.BEARER_SOURCE;
import static io.keyfuse.schemas.registry.ConfluentProperties.BEARER_TOKEN;
import static io.keyfuse.schemas.registry.ConfluentProperties.KEYSTORE;
import static io.keyfuse.schemas.registry.ConfluentProperties.KEY_PASSWORD;
import static io.keyfuse.schemas.registry.ConfluentProperties.LOCATION;
import static io.keyfuse.schemas.registry.ConfluentProperties.PASSWORD;
import static io.keyfuse.schemas.registry.ConfluentProperties.SSL;
import static io.keyfuse.schemas.registry.ConfluentProperties.TRUSTSTORE;
import static io.keyfuse.schemas.registry.ConfluentProperties.TYPE;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.config.SecretRef;
import io.keyfuse.schemas.registry.RegistryAuth.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads login and TLS from a client's properties. The secrets go into a map that stands in for the
 * environment, so that the configuration itself holds their names only.
 */
final class ConfluentSecrets {
  private static final Set<String> KNOWN_SSL =
      Set.of(
          TRUSTSTORE + LOCATION,
          TRUSTSTORE + TYPE,
          TRUSTSTORE + PASSWORD,
          KEYSTORE + LOCATION,
          KEYSTORE + TYPE,
          KEYSTORE + PASSWORD,
          KEY_PASSWORD);

  private ConfluentSecrets() {}

  static RegistryAuth login(Map<String, String> properties, Map<String, String> secrets) {
    only(properties, BASIC_SOURCE, "USER_INFO");
    only(properties, BEARER_SOURCE, "STATIC_TOKEN");
    String pair = properties.get(BASIC_USER_INFO);
    if (pair == null && properties.containsKey(BASIC_SOURCE)) {
      throw new ConfigException(BASIC_USER_INFO, "is missing; give user:password");
    }
    if (pair != null) {
      int colon = pair.indexOf(':');
      if (colon < 1 || colon == pair.length() - 1) {
        throw new ConfigException(BASIC_USER_INFO, "is not user:password; give both");
      }
      secrets.put(BASIC_USER_INFO, pair.substring(colon + 1));
      return new RegistryAuth(Kind.BASIC, pair.substring(0, colon), ref(BASIC_USER_INFO));
    }
    if (properties.containsKey(BEARER_TOKEN) || properties.containsKey(BEARER_SOURCE)) {
      secrets.put(BEARER_TOKEN, properties.getOrDefault(BEARER_TOKEN, ""));
      return new RegistryAuth(Kind.BEARER, null, ref(BEARER_TOKEN));
    }
    return RegistryAuth.none();
  }

  static @Nullable RegistryTls tls(Map<String, String> properties, Map<String, String> secrets) {
    for (String name : properties.keySet()) {
      if (name.startsWith(SSL) && !KNOWN_SSL.contains(name)) {
        throw new ConfigException(name, "is not supported; known are " + KNOWN_SSL);
      }
    }
    String keyPassword = properties.get(KEY_PASSWORD);
    if (keyPassword != null && !Objects.equals(keyPassword, properties.get(KEYSTORE + PASSWORD))) {
      throw new ConfigException(
          KEY_PASSWORD, "differs from " + KEYSTORE + PASSWORD + "; give store and key the same");
    }
    SecretRef trustPassword = password(properties, TRUSTSTORE + PASSWORD, secrets);
    SecretRef storePassword = password(properties, KEYSTORE + PASSWORD, secrets);
    Path trust = path(properties, TRUSTSTORE + LOCATION);
    Path keys = path(properties, KEYSTORE + LOCATION);
    boolean isSet = trust != null || keys != null || trustPassword != null || storePassword != null;
    return isSet ? new RegistryTls(trust, trustPassword, keys, storePassword) : null;
  }

  private static void only(Map<String, String> properties, String name, String supported) {
    String given = properties.getOrDefault(name, supported);
    if (!given.equals(supported)) {
      throw new ConfigException(name, "is " + given + ", which is not supported; use " + supported);
    }
  }

  private static @Nullable Path path(Map<String, String> properties, String name) {
    String given = properties.get(name);
    return given == null ? null : Path.of(given);
  }

  private static @Nullable SecretRef password(
      Map<String, String> properties, String name, Map<String, String> secrets) {
    String given = properties.get(name);
    if (given == null) {
      return null;
    }
    secrets.put(name, given);
    return ref(name);
  }

  private static SecretRef ref(String name) {
    return new SecretRef(name, null);
  }
}
