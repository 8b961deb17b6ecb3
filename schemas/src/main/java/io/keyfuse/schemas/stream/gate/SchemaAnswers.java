package io.keyfuse.schemas.stream.gate;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.registry.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;

/**
 * A registry client that knows what is settled: a schema once found stays found, a refusal holds
 * for two seconds, so that a flood of records with an unknown id costs no call each. An unavailable
 * registry settles nothing. Both memories are bounded. Thread-safe.
 */
public final class SchemaAnswers implements SchemaRegistryClient {
  static final Duration REFUSAL_HOLDS = Duration.ofSeconds(2);

  private static final int MAX_KEPT = 10_000;

  private final SchemaRegistryClient registry;
  private final InstantSource clock;
  private final ConcurrentMap<Integer, Schema> found = new ConcurrentHashMap<>();
  private final ConcurrentMap<Integer, Refusal> refused = new ConcurrentHashMap<>();

  private record Refusal(RegistryException reason, Instant until) {}

  /** Remembers the answers of a client, which is closed with this one. */
  public SchemaAnswers(SchemaRegistryClient registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public int register(String subject, Schema schema) {
    return registry.register(subject, schema);
  }

  @Override
  public int lookup(String subject, Schema schema) {
    return registry.lookup(subject, schema);
  }

  @Override
  public Schema schemaById(int id) {
    Schema known = found.get(id);
    if (known != null) {
      return known;
    }
    Refusal refusal = refused.get(id);
    if (refusal != null && clock.instant().isBefore(refusal.until())) {
      throw refusal.reason();
    }
    try {
      Schema schema = registry.schemaById(id);
      keep(found, id, schema);
      return schema;
    } catch (RegistryException e) {
      if (!e.isUnavailable()) {
        keep(refused, id, new Refusal(e, clock.instant().plus(REFUSAL_HOLDS)));
      }
      throw e;
    }
  }

  /** Returns true when {@link #schemaById} would answer now without asking the registry. */
  boolean isSettled(int id) {
    if (found.containsKey(id)) {
      return true;
    }
    Refusal refusal = refused.get(id);
    return refusal != null && clock.instant().isBefore(refusal.until());
  }

  @Override
  public void close() {
    registry.close();
  }

  /** Bounded: a full memory starts over; what is asked again is answered again. */
  private static <V> void keep(ConcurrentMap<Integer, V> memory, int id, V value) {
    if (memory.size() >= MAX_KEPT) {
      memory.clear();
    }
    memory.put(id, value);
  }
}
