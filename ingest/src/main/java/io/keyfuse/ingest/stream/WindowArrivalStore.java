package io.keyfuse.ingest.stream;

import io.keyfuse.ingest.dedupe.ArrivalStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * {@link ArrivalStore} over a Kafka Streams window store: RocksDB segments that are dropped whole,
 * with a changelog. A window is a slot of arrival time as wide as the retention, so a lookup is a
 * point read of this slot and the one before; what is older than the retention is ignored even
 * while it is still on disk (at most three slots are). The slot after this one is read too, because
 * the task may come from a host whose clock was ahead. Used by the task's thread.
 */
final class WindowArrivalStore implements ArrivalStore {
  private final WindowStore<Bytes, byte[]> store;
  private final long slotMs;
  private long newestMs;

  WindowArrivalStore(WindowStore<Bytes, byte[]> store, Duration retention) {
    this.store = store;
    this.slotMs = retention.toMillis();
  }

  /**
   * Returns the store to register. Its changelog ages by the broker's clock: records of a replay
   * carry old timestamps.
   */
  static StoreBuilder<WindowStore<Bytes, byte[]>> builder(String name, Duration retention) {
    return Stores.windowStoreBuilder(
            Stores.persistentWindowStore(name, retention.multipliedBy(2), retention, false),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withLoggingEnabled(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
  }

  @Override
  public byte @Nullable [] get(byte[] key, long arrivalMs) {
    long now = advance(arrivalMs);
    Bytes bytes = Bytes.wrap(key);
    long slot = slotOf(now);
    for (long start = slot + slotMs; start >= slot - slotMs && start >= 0; start -= slotMs) {
      byte[] found = store.fetch(bytes, start);
      if (found != null) {
        return valueOf(found, advance(start));
      }
    }
    return null;
  }

  @Override
  public void put(byte[] key, byte[] value, long arrivalMs) {
    long now = advance(arrivalMs);
    byte[] stamped = ByteBuffer.allocate(Long.BYTES + value.length).putLong(now).put(value).array();
    store.put(Bytes.wrap(key), stamped, slotOf(now));
  }

  private byte @Nullable [] valueOf(byte[] stamped, long now) {
    long putAt = ByteBuffer.wrap(stamped).getLong();
    return now - putAt > slotMs ? null : Arrays.copyOfRange(stamped, Long.BYTES, stamped.length);
  }

  // Arrival never goes back, or a put would land in an older slot than what it replaces.
  private long advance(long arrivalMs) {
    newestMs = Math.max(newestMs, arrivalMs);
    return newestMs;
  }

  private long slotOf(long ms) {
    return ms - Math.floorMod(ms, slotMs);
  }
}
