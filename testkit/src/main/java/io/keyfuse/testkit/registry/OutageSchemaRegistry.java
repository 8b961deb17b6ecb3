package io.keyfuse.testkit.registry;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/**
 * A registry that can be taken away and brought back, to tell a retry from a dead letter. Keeps
 * nothing itself, as the first question after a start would not be. Thread-safe.
 */
public final class OutageSchemaRegistry implements SchemaRegistryClient {
  private final SchemaRegistryClient behind;
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean down;

  /** Stands before a registry, up at first. */
  public OutageSchemaRegistry(SchemaRegistryClient behind) {
    this.behind = behind;
  }

  /** From now on every call fails as unavailable. */
  public void goDown() {
    down = true;
  }

  /** From now on calls are answered again. */
  public void comeBack() {
    down = false;
  }

  /** Returns how many calls failed so far. */
  public int unanswered() {
    return unanswered.get();
  }

  @Override
  public int register(String subject, Schema schema) {
    return up().register(subject, schema);
  }

  @Override
  public int lookup(String subject, Schema schema) {
    return up().lookup(subject, schema);
  }

  @Override
  public Schema schemaById(int id) {
    return up().schemaById(id);
  }

  private SchemaRegistryClient up() {
    if (down) {
      unanswered.incrementAndGet();
      throw RegistryException.unavailable("down on purpose", new IOException("no route"));
    }
    return behind;
  }
}
