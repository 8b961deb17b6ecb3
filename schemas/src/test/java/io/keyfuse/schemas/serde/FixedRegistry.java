package io.keyfuse.schemas.serde;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;

/** Knows the schemas it was made with, ids from 1, and can be taken down. */
final class FixedRegistry implements SchemaRegistryClient {
  private final List<Schema> schemas;
  boolean down;
  int calls;

  FixedRegistry(Schema... schemas) {
    this.schemas = List.of(schemas);
  }

  @Override
  public int register(String subject, Schema schema) {
    return lookup(subject, schema);
  }

  @Override
  public int lookup(String subject, Schema schema) {
    answer();
    int at = schemas.indexOf(schema);
    if (at < 0) {
      throw RegistryException.refused("not under " + subject, 40403);
    }
    return at + 1;
  }

  @Override
  public Schema schemaById(int id) {
    answer();
    if (id < 1 || id > schemas.size()) {
      throw RegistryException.refused("no " + id, 40403);
    }
    return schemas.get(id - 1);
  }

  private void answer() {
    calls++;
    if (down) {
      throw RegistryException.unavailable("down", new IOException("refused"));
    }
  }
}
