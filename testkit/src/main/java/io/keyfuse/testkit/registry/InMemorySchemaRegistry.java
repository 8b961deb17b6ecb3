package io.keyfuse.testkit.registry;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** A registry in memory with the rules of the real one; ids start at 1. Thread-safe. */
public final class InMemorySchemaRegistry implements SchemaRegistryClient {
  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, Set<Integer>> subjects = new HashMap<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int at = schemas.indexOf(schema);
    if (at < 0) {
      schemas.add(schema);
      at = schemas.size() - 1;
    }
    subjects.computeIfAbsent(subject, ignored -> new HashSet<>()).add(at + 1);
    return at + 1;
  }

  @Override
  public synchronized int lookup(String subject, Schema schema) {
    int id = schemas.indexOf(schema) + 1;
    if (id == 0 || !subjects.getOrDefault(subject, Set.of()).contains(id)) {
      throw RegistryException.refused("schema not found under " + subject, 40403);
    }
    return id;
  }

  @Override
  public synchronized Schema schemaById(int id) {
    if (id < 1 || id > schemas.size()) {
      throw RegistryException.refused("schema " + id + " not found", 40403);
    }
    return schemas.get(id - 1);
  }
}
