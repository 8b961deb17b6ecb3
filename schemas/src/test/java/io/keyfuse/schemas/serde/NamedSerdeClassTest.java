package io.keyfuse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.keyfuse.schemas.config.ConfigException;
import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.KeyStatus;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedSerdeClassTest {
  private static final Credential CREDENTIAL = new Credential("openai", "a", "key_1");
  private static final Map<String, String> PROPERTIES =
      Map.of("schema.registry.url", "http://a", "basic.auth.user.info", "svc:hush");

  /** Writes its properties; reads what the text of the bytes asks for, as Confluent's fails. */
  public static final class Foreign implements Serde<Object> {
    private String properties = "";

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
      properties = isKey + " " + configs;
    }

    @Override
    public Serializer<Object> serializer() {
      return (topic, value) -> {
        if (topic.equals("down")) {
          throw new SerializationException("no id", new ConnectException("refused"));
        }
        return properties.getBytes(StandardCharsets.UTF_8);
      };
    }

    @Override
    public Deserializer<Object> deserializer() {
      return (topic, data) -> {
        switch (new String(data, StandardCharsets.UTF_8)) {
          case "down" -> throw new SerializationException("x", new ConnectException("refused"));
          case "unknown id" ->
              throw new InvalidConfigurationException("Schema not found; error code: 40403");
          case "deep" -> throw new StackOverflowError();
          case "other type" -> {
            return KeyStatus.getClassSchema();
          }
          default -> {
            return CREDENTIAL;
          }
        }
      };
    }
  }

  /** Refuses its settings and quotes them. */
  public static final class Refusing implements Serde<Object> {
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
      throw new IllegalArgumentException("what is " + configs.get("basic.auth.user.info"));
    }

    @Override
    public Serializer<Object> serializer() {
      throw new IllegalStateException();
    }

    @Override
    public Deserializer<Object> deserializer() {
      throw new IllegalStateException();
    }
  }

  /** Cannot be made from outside. */
  static final class Hidden {
    private Hidden() {}
  }

  @Test
  void shouldGiveTheNamedClassTheProperties() {
    byte[] written = foreign().serializer().serialize("t", CREDENTIAL);

    assertThat(new String(written, StandardCharsets.UTF_8))
        .startsWith("false ")
        .contains("schema.registry.url=http://a", "svc:hush");
  }

  @Test
  void shouldReadWhatTheNamedClassReads() {
    assertThat(read("good")).isEqualTo(CREDENTIAL);
    assertThat(
            foreign()
                .deserializer()
                .deserialize("t", new RecordHeaders(), "good".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(CREDENTIAL);
  }

  @Test
  void shouldTellAnOutageFromABrokenRecord() {
    RegistryException e = catchThrowableOfType(RegistryException.class, () -> read("down"));

    assertThat(e.isUnavailable()).isTrue();
    assertThatThrownBy(() -> foreign().serializer().serialize("down", CREDENTIAL))
        .isInstanceOf(RegistryException.class);
    assertThatThrownBy(() -> read("unknown id"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("40403");
    assertThatThrownBy(() -> read("deep")).isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldNeverGiveOutAnotherType() {
    assertThatThrownBy(() -> read("other type"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("not a io.keyfuse.schemas.v1.Credential");
  }

  @ParameterizedTest
  @CsvSource({
    "io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde, -Pconfluent",
    "java.lang.Object, is no org.apache.kafka.common.serialization.Serde",
    "io.keyfuse.schemas.serde.NamedSerdeClassTest$Hidden, no public constructor",
    "org.apache.kafka.common.serialization.Serde, no public constructor",
  })
  void shouldNameAClassThatIsNoUsableSerde(String name, String fix) {
    assertThatThrownBy(() -> new NamedSerdeClass(name, PROPERTIES))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("registry.serde_class", name, fix);
  }

  @Test
  void shouldNotQuoteASecretWhenTheClassDoes() {
    assertThatThrownBy(() -> new NamedSerdeClass(Refusing.class.getName(), PROPERTIES))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("registry.serde_class", "what is ***")
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }

  private static Serde<Credential> foreign() {
    return new NamedSerdeClass(Foreign.class.getName(), PROPERTIES).of(Credential.class);
  }

  private static Credential read(String text) {
    return foreign().deserializer().deserialize("t", text.getBytes(StandardCharsets.UTF_8));
  }
}
