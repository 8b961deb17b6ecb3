package io.keyfuse.app.topic;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import io.keyfuse.schemas.registry.SubjectStrategy;
import io.keyfuse.schemas.topic.Topic;
import io.keyfuse.schemas.topic.Topics;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Makes sure before the start that the registry knows the contract of every topic, and fetches each
 * both ways, so that a client that keeps its answers needs no registry for them afterwards.
 */
public final class SchemaPreparation {
  private final SchemaRegistryClient registry;
  private final boolean autoRegister;
  private final SubjectStrategy strategy;

  /** Registers what is missing when auto-register is on, else only looks it up. */
  public SchemaPreparation(
      SchemaRegistryClient registry, boolean autoRegister, SubjectStrategy strategy) {
    this.registry = registry;
    this.autoRegister = autoRegister;
    this.strategy = strategy;
  }

  /**
   * Registers or looks up every contract.
   *
   * @throws ConfigException when the registry refuses one or does not answer; its cause is the
   *     client's RegistryException
   */
  public void prepare() {
    for (Topic<?> topic : Topics.all()) {
      if (topic.valueType() != byte[].class) {
        Schema schema = SpecificData.get().getSchema(topic.valueType());
        prepare(strategy.valueSubject(topic.name(), schema), schema);
      }
    }
  }

  private void prepare(String subject, Schema schema) {
    try {
      registry.schemaById(
          autoRegister ? registry.register(subject, schema) : registry.lookup(subject, schema));
    } catch (RegistryException e) {
      boolean absent = !e.isUnavailable() && !autoRegister;
      ConfigException failure =
          new ConfigException(
              "registry",
              e.getMessage()
                  + (absent ? "; register it with `keyfuse schemas register --config FILE`" : ""));
      failure.initCause(e);
      throw failure;
    }
  }
}
