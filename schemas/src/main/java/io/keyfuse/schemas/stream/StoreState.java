package io.keyfuse.schemas.stream;

import io.keyfuse.schemas.state.KeyedState;
import io.keyfuse.schemas.state.StateCodec;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * {@link KeyedState} over a Kafka Streams key-value store of bytes. Used by the task's thread.
 *
 * @param <S> state type
 */
public final class StoreState<S> implements KeyedState<S> {
  private final KeyValueStore<String, byte[]> store;
  private final StateCodec<S> codec;

  /** Wraps a store that the topology registered by {@link #builder(String)}. */
  public StoreState(KeyValueStore<String, byte[]> store, StateCodec<S> codec) {
    this.store = store;
    this.codec = codec;
  }

  /**
   * Returns the built-in store: RocksDB with a changelog, and a cache that writes a hot key once
   * per commit.
   */
  public static StoreBuilder<KeyValueStore<String, byte[]>> builder(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }

  @Override
  public @Nullable S get(String key) {
    byte[] bytes = store.get(key);
    return bytes == null ? null : codec.decode(bytes);
  }

  @Override
  public void put(String key, S state) {
    store.put(key, codec.encode(state));
  }

  @Override
  public void remove(String key) {
    store.delete(key);
  }

  @Override
  public void forEach(BiConsumer<String, S> visitor) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        visitor.accept(entry.key, codec.decode(entry.value));
      }
    }
  }
}
