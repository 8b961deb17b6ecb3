package io.keyfuse.schemas.stream.gate;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry that knows the ids it is told, and can be taken away. Thread-safe. */
final class SwitchedRegistry implements SchemaRegistryClient {
  static final Schema SCHEMA = Schema.create(Schema.Type.STRING);

  final Set<Integer> known = ConcurrentHashMap.newKeySet();
  final AtomicInteger calls = new AtomicInteger();
  volatile boolean away;
  volatile int brokenId = -1;

  @Override
  public int register(String subject, Schema schema) {
    return lookup(subject, schema);
  }

  @Override
  public int lookup(String subject, Schema schema) {
    throw RegistryException.refused("not asked for here", 40403);
  }

  @Override
  public Schema schemaById(int id) {
    calls.incrementAndGet();
    if (away || id == brokenId) {
      throw RegistryException.unavailable("away", new IOException("no route"));
    }
    if (!known.contains(id)) {
      throw RegistryException.refused("schema " + id + " not found", 40403);
    }
    return SCHEMA;
  }
}
