package io.keyfuse.schemas.registry;

import org.apache.avro.Schema;

/**
 * The three calls of the Confluent Schema Registry protocol that a serde needs. Implementations are
 * thread-safe and cache, so that a known schema needs no network.
 */
public interface SchemaRegistryClient extends AutoCloseable {
  /**
   * Registers a schema under a subject, or finds it there.
   *
   * @return the schema's global id
   * @throws RegistryException when the registry refuses or cannot be reached
   */
  int register(String subject, Schema schema);

  /**
   * Finds the id of a schema that must already be registered under the subject.
   *
   * @throws RegistryException when it is not registered, or the registry cannot be reached
   */
  int lookup(String subject, Schema schema);

  /**
   * Returns the schema of a global id.
   *
   * @throws RegistryException when the id is unknown, or the registry cannot be reached
   */
  Schema schemaById(int id);

  @Override
  default void close() {}
}
