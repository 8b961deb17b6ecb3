package io.keyfuse.app.backtest;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WindowStoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Puts memory in the place of the production topology's RocksDB stores and drops their changelogs:
 * the driver commits after each record, which RocksDB answers with a file. Processors stay as they
 * are. All stores of Keyfuse hold bytes, by text or, where they are windows, by bytes. Thread-safe.
 */
public final class InMemoryStores implements ProcessorWrapper {
  private static final Duration WINDOW = Duration.ofMillis(1);

  /** Kafka Streams makes one of its class's name. */
  public InMemoryStores() {}

  @Override
  public <A, B, C, D> WrappedProcessorSupplier<A, B, C, D> wrapProcessorSupplier(
      String name, ProcessorSupplier<A, B, C, D> supplier) {
    return new Wrapped<>(supplier);
  }

  @Override
  public <A, B, C> WrappedFixedKeyProcessorSupplier<A, B, C> wrapFixedKeyProcessorSupplier(
      String name, FixedKeyProcessorSupplier<A, B, C> supplier) {
    return new WrappedFixedKey<>(supplier);
  }

  private record Wrapped<A, B, C, D>(ProcessorSupplier<A, B, C, D> supplier)
      implements WrappedProcessorSupplier<A, B, C, D> {
    @Override
    public Processor<A, B, C, D> get() {
      return supplier.get();
    }

    @Override
    public @Nullable Set<StoreBuilder<?>> stores() {
      return inMemory(supplier.stores());
    }
  }

  private record WrappedFixedKey<A, B, C>(FixedKeyProcessorSupplier<A, B, C> supplier)
      implements WrappedFixedKeyProcessorSupplier<A, B, C> {
    @Override
    public FixedKeyProcessor<A, B, C> get() {
      return supplier.get();
    }

    @Override
    public @Nullable Set<StoreBuilder<?>> stores() {
      return inMemory(supplier.stores());
    }
  }

  private static @Nullable Set<StoreBuilder<?>> inMemory(@Nullable Set<StoreBuilder<?>> stores) {
    if (stores == null) {
      return null;
    }
    Set<StoreBuilder<?>> replaced = new LinkedHashSet<>();
    stores.forEach(store -> replaced.add(inMemory(store)));
    return replaced;
  }

  private static StoreBuilder<?> inMemory(StoreBuilder<?> store) {
    if (store instanceof WindowStoreBuilder<?, ?> windows) {
      Duration kept = Duration.ofMillis(windows.retentionPeriod());
      return Stores.windowStoreBuilder(
              Stores.inMemoryWindowStore(store.name(), kept, WINDOW, false),
              Serdes.Bytes(),
              Serdes.ByteArray())
          .withLoggingDisabled();
    }
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(store.name()), Serdes.String(), Serdes.ByteArray())
        .withLoggingDisabled();
  }
}
