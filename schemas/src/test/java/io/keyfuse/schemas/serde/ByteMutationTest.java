package io.keyfuse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.keyfuse.schemas.contract.SeededRecords;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutated records; longer with {@code -Dkeyfuse.fuzz.seconds=300}. */
@Tag("fuzz")
class ByteMutationTest {
  private static final int TRIES = 5_000;
  private static final long SECONDS = Long.getLong("keyfuse.fuzz.seconds", 0);
  private static final long MAX_ALLOCATED = 4 << 20;

  static Stream<Class<? extends SpecificRecord>> types() {
    return SeededRecords.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldOnlyEverReadOrRefuse(Class<? extends SpecificRecord> type) {
    Duration most = Duration.ofMinutes(1).plusSeconds(SECONDS);
    double refused = assertTimeoutPreemptively(most, () -> refusedShareOf(type));

    assertThat(refused).isBetween(0.1, 1.0);
  }

  private static double refusedShareOf(Class<? extends SpecificRecord> type) {
    Schema schema = SeededRecords.schemaOf(type);
    var reader = new ConfluentAvroDeserializer<SpecificRecord>(new FixedRegistry(schema), schema);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + SECONDS * 1_000_000_000L / types().count();
    int refused = 0;
    long seed = 0;
    for (; seed < TRIES || System.nanoTime() < end; seed++) {
      byte[] bytes = bytes(schema, seed);
      long before = memory.getCurrentThreadAllocatedBytes();
      refused += reads(reader, bytes, seed) ? 0 : 1;
      long allocated = memory.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated).as("seed %s, bytes allocated", seed).isLessThan(MAX_ALLOCATED);
    }
    return refused / (double) seed;
  }

  private static boolean reads(
      ConfluentAvroDeserializer<SpecificRecord> reader, byte[] bytes, long seed) {
    try {
      reader.deserialize("t", bytes);
      return true;
    } catch (SerializationException e) {
      return false;
    } catch (Throwable e) {
      throw new AssertionError("seed " + seed + " of " + Arrays.toString(bytes), e);
    }
  }

  private static byte[] bytes(Schema schema, long seed) {
    Random random = new Random(seed);
    if (random.nextInt(5) == 0) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      return random.nextBoolean() ? noise : Wire.of(1).raw(noise).bytes();
    }
    byte[] valid = SeededRecords.encode(new SeededRecords(seed).record(schema));
    byte[] wire = Wire.of(1).raw(valid).bytes();
    for (int i = random.nextInt(4); i >= 0; i--) {
      wire = mutated(wire, random);
    }
    return wire;
  }

  private static byte[] mutated(byte[] wire, Random random) {
    int at = wire.length == 0 ? 0 : random.nextInt(wire.length);
    byte[] changed = wire.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed = Arrays.copyOf(wire, at);
      case 1 -> changed = Arrays.copyOf(wire, wire.length + random.nextInt(20));
      case 2 -> Arrays.fill(changed, at, Math.min(at + random.nextInt(9), wire.length), (byte) -1);
      default -> {
        for (int i = at; i < Math.min(at + 2, wire.length); i++) {
          changed[i] = (byte) random.nextInt();
        }
      }
    }
    return changed;
  }
}
