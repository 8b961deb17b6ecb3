package io.keyfuse.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.v1.Credential;
import java.lang.management.ManagementFactory;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadBytesTest {
  private static final Schema CREDENTIAL = Credential.getClassSchema();

  /** What a newer or hostile writer may put before the fields that we read. */
  private static final Schema WIDER =
      SchemaBuilder.record("Credential")
          .namespace("io.keyfuse.schemas.v1")
          .fields()
          .name("blob")
          .type()
          .bytesType()
          .noDefault()
          .name("voids")
          .type()
          .array()
          .items()
          .nullType()
          .noDefault()
          .name("tags")
          .type()
          .map()
          .values()
          .longType()
          .noDefault()
          .requiredString("provider")
          .requiredString("account")
          .requiredString("key_id")
          .endRecord();

  private static final Schema ENDLESS =
      new Schema.Parser()
          .parse(
              "{'type':'record','name':'Credential','namespace':'io.keyfuse.schemas.v1','fields':["
                      .replace('\'', '"')
                  + "{\"name\":\"next\",\"type\":[\"null\",\"Credential\"]}]}");

  private final FixedRegistry registry =
      new FixedRegistry(CREDENTIAL, WIDER, ENDLESS, Schema.create(Schema.Type.STRING));
  private final ConfluentAvroDeserializer<Credential> reader =
      new ConfluentAvroDeserializer<>(registry, CREDENTIAL);
  private final Credential key = new Credential("openai", "acme", "key_1");

  @ParameterizedTest
  @ValueSource(
      longs = {
        -1,
        -2,
        1L << 30,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        1L << 31,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Integer.MIN_VALUE
      })
  void shouldRefuseAbsurdLengthsWithoutAllocatingThem(long length) {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (byte[] bytes :
        new byte[][] {
          Wire.of(1).number(length).raw((byte) 'a').bytes(),
          Wire.of(2).number(length).raw((byte) 'a').bytes(),
          Wire.of(2).number(0).number(0).number(length).number(8).raw((byte) 'a').bytes(),
        }) {
      long before = memory.getCurrentThreadAllocatedBytes();

      assertThatThrownBy(() -> reader.deserialize("t", bytes))
          .isInstanceOf(SerializationException.class);

      assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
  void shouldRefuseItemsThatTakeNoBytes(long count) {
    byte[] bytes = Wire.of(2).number(0).number(count).bytes();

    assertThatThrownBy(() -> reader.deserialize("t", bytes))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldSkipWhatANewerWriterAdds() {
    Wire wire = Wire.of(2).number(2).raw((byte) 1, (byte) 2).number(3).number(0).number(0);
    for (String text : new String[] {"openai", "acme", "key_1"}) {
      wire.number(text.length()).raw(text.getBytes(UTF_8));
    }

    assertThat(reader.deserialize("t", wire.bytes())).isEqualTo(key);
  }

  static Stream<Named<byte[]>> foreign() {
    Wire deep = Wire.of(3);
    for (int i = 0; i < 500_000; i++) {
      deep.number(1);
    }
    return Stream.of(
        Named.of("empty", new byte[0]),
        Named.of("header only in part", new byte[] {0, 0, 0}),
        Named.of("no body", Wire.of(1).bytes()),
        Named.of("foreign magic byte", new byte[] {1, 0, 0, 0, 1, 0, 0, 0}),
        Named.of("JSON", "{\"provider\":\"openai\"}".getBytes(UTF_8)),
        Named.of("unknown id", Wire.of(77).number(0).number(0).number(0).bytes()),
        Named.of("negative id", Wire.of(-1).number(0).number(0).number(0).bytes()),
        Named.of("left over", Wire.of(1).number(0).number(0).number(0).number(0).bytes()),
        Named.of("another type", Wire.of(4).number(0).bytes()),
        Named.of("endless nesting", deep.number(0).bytes()));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void shouldRefuseForeignBytes(byte[] bytes) {
    Throwable thrown = catchThrowable(() -> reader.deserialize("keyfuse.usage.v1", bytes));

    assertThat(thrown)
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("keyfuse.usage.v1");
    assertThat(RegistryException.isCausedByUnavailability(thrown)).isFalse();
  }

  @Test
  void shouldTellAnOutageFromABadRecordAndGoOnAfterIt() {
    var writer = new ConfluentAvroSerializer<Credential>(registry, false);
    registry.down = true;
    byte[] good = Wire.of(1).number(0).number(0).number(0).bytes();
    Throwable read = catchThrowable(() -> reader.deserialize("t", good));
    Throwable written = catchThrowable(() -> writer.serialize("t", key));

    assertThat(read).isNotInstanceOf(SerializationException.class);
    assertThat(RegistryException.isCausedByUnavailability(read)).isTrue();
    assertThat(RegistryException.isCausedByUnavailability(written)).isTrue();
    assertThat(RegistryException.isCausedByUnavailability(new IllegalStateException(read)))
        .isTrue();

    registry.down = false;
    assertThat(reader.deserialize("t", good)).isNotNull();
    assertThat(reader.deserialize("t", writer.serialize("t", key))).isEqualTo(key);

    registry.down = true;
    assertThat(reader.deserialize("t", writer.serialize("t", key))).isEqualTo(key);
  }

  @Test
  void shouldRefuseToWriteWhatTheRegistryDoesNotKnow() {
    var writer = new ConfluentAvroSerializer<Credential>(new FixedRegistry(), false);

    assertThatThrownBy(() -> writer.serialize("t", key))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(RegistryException.class);
  }

  @Test
  void shouldPassTombstones() {
    var writer = new ConfluentAvroSerializer<Credential>(registry, false);

    assertThat(writer.serialize("t", null)).isNull();
    assertThat(reader.deserialize("t", null)).isNull();
  }

  @Test
  void shouldLeaveTheOperatorsLimitsAlone() {
    Properties properties = new Properties();
    properties.setProperty("org.apache.avro.limits.string.maxLength", "5");

    AvroLimits.applyTo(properties);

    assertThat(properties)
        .containsEntry("org.apache.avro.limits.string.maxLength", "5")
        .containsEntry("org.apache.avro.limits.bytes.maxLength", "1048576")
        .containsEntry("org.apache.avro.limits.collectionItems.maxLength", "100000")
        .containsEntry("org.apache.avro.limits.collectionItems.maxAllocation", "100000")
        .hasSize(4);
  }
}
