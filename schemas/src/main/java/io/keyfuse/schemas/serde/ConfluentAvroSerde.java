package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.ConfluentConfig;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Keyfuse's serde for any Kafka client to name, in place of Confluent's {@code SpecificAvroSerde}:
 * it is configured by the same properties, with the same defaults. Each instance has a client and a
 * cache of its own. Configured by one thread, then thread-safe.
 *
 * <p>Understood are {@code schema.registry.url}, {@code auto.register.schemas}, {@code
 * value.subject.name.strategy} and {@code key...}, {@code basic.auth.*} with USER_INFO, {@code
 * bearer.auth.*} with STATIC_TOKEN and the stores of {@code schema.registry.ssl.*}. {@code
 * use.latest.version} must be false and {@code specific.avro.reader}, where given, true.
 *
 * @param <T> record type; reading takes the generated class of the writer's full name
 */
public final class ConfluentAvroSerde<T extends SpecificRecord> implements Serde<T> {
  private @Nullable Serializer<T> serializer;
  private @Nullable Deserializer<T> deserializer;
  private @Nullable SchemaRegistryClient registry;

  /** Makes a serde that {@link #configure} completes. */
  public ConfluentAvroSerde() {}

  /**
   * Sets the serde up; nothing is sent yet.
   *
   * @throws io.keyfuse.schemas.config.ConfigException naming the property and the fix
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    ConfluentConfig config = ConfluentConfig.read(texts(configs), isKey);
    var strategy = config.registry().subjectStrategy();
    SchemaRegistryClient client = config.client();
    registry = client;
    serializer =
        new ConfluentAvroSerializer<>(
            client,
            config.registry().autoRegister(),
            (topic, schema) -> strategy.subject(topic, isKey, schema));
    deserializer = new ConfluentAvroDeserializer<>(client);
  }

  @Override
  public Serializer<T> serializer() {
    return configured(serializer);
  }

  @Override
  public Deserializer<T> deserializer() {
    return configured(deserializer);
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }

  private static <P> P configured(@Nullable P part) {
    if (part == null) {
      throw new IllegalStateException("call configure first, with schema.registry.url");
    }
    return part;
  }

  private static Map<String, String> texts(Map<String, ?> configs) {
    Map<String, String> texts = new HashMap<>();
    configs.forEach(
        (name, value) -> {
          if (value != null) {
            texts.put(name, text(value));
          }
        });
    return texts;
  }

  private static String text(Object value) {
    if (value instanceof Password secret) {
      return secret.value();
    }
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    return value instanceof Collection<?> items
        ? items.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }
}
