package io.keyfuse.app.backtest;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The registry of a run whose only writer and reader is the run itself: an id per schema, from 1,
 * whatever the subject. Thread-safe.
 */
final class LocalRegistry implements SchemaRegistryClient {
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int at = schemas.indexOf(schema);
    if (at >= 0) {
      return at + 1;
    }
    schemas.add(schema);
    return schemas.size();
  }

  @Override
  public int lookup(String subject, Schema schema) {
    return register(subject, schema);
  }

  @Override
  public synchronized Schema schemaById(int id) {
    if (id < 1 || id > schemas.size()) {
      throw RegistryException.refused("schema " + id + " was never written here", 40403);
    }
    return schemas.get(id - 1);
  }
}
