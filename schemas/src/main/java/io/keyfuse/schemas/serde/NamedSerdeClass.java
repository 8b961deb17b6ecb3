package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.config.ConfigException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Makes serdes of a class that configuration names, each with the same properties. A registry that
 * is away shows as it does with Keyfuse's own serde, whatever the class throws. Never prints the
 * properties: they hold secrets.
 */
final class NamedSerdeClass implements TopicSerdes.ValueSerdes {
  private static final String FIELD = "registry.serde_class";

  private final String name;
  private final Map<String, String> properties;

  /**
   * Loads the class and configures one instance for a trial.
   *
   * @throws ConfigException when it is absent, no serde, or does not take the properties
   */
  NamedSerdeClass(String name, Map<String, String> properties) {
    ContractTrust.grant();
    this.name = name;
    this.properties = Map.copyOf(properties);
    configured().close();
  }

  @Override
  public <T extends SpecificRecord> Serde<T> of(Class<T> type) {
    Serde<?> made = configured();
    return Serdes.serdeFrom(
        new OutageAwareSerializer<>(cast(made).serializer()),
        new OutageAwareDeserializer<>(cast(made).deserializer(), type));
  }

  private Serde<?> configured() {
    Serde<?> serde = instance();
    try {
      serde.configure(properties, false);
      return serde;
    } catch (RuntimeException | LinkageError e) {
      // Its message may quote a property; the cause's would follow it into the log.
      throw new ConfigException(
          FIELD, name + " does not take its settings (" + redacted(e) + "); check registry");
    }
  }

  private Serde<?> instance() {
    try {
      Object made = Class.forName(name).getConstructor().newInstance();
      if (made instanceof Serde<?> serde) {
        return serde;
      }
      throw new ConfigException(
          FIELD, name + " is no org.apache.kafka.common.serialization.Serde; name a serde");
    } catch (ClassNotFoundException | LinkageError e) {
      throw new ConfigException(
          FIELD,
          name
              + " or a class that it needs is not on the class path; add its jar (for Confluent's"
              + " build with -Pconfluent) or remove the setting for Keyfuse's own");
    } catch (ReflectiveOperationException e) {
      throw new ConfigException(
          FIELD, name + " has no public constructor without arguments; name another class");
    }
  }

  private String redacted(Throwable e) {
    String text = e.toString();
    for (Map.Entry<String, String> property : properties.entrySet()) {
      if (property.getKey().matches(".*(password|token|user\\.info)")) {
        text = text.replace(property.getValue(), "***");
      }
    }
    return text;
  }

  @SuppressWarnings("unchecked")
  private static Serde<Object> cast(Serde<?> serde) {
    return (Serde<Object>) serde;
  }
}
