package io.keyfuse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfuse.schemas.registry.RegistryException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exceptions have the shapes that Confluent's serializers throw. */
class ForeignFaultTest {
  static Stream<Throwable> outages() {
    return Stream.of(
        new ConnectException("refused"),
        new UnknownHostException("registry"),
        new SocketTimeoutException("read"),
        new SSLHandshakeException("PKIX"),
        new TimeoutException("no answer"),
        RegistryException.unavailable("down", 0));
  }

  static Stream<RuntimeException> brokenRecords() {
    return Stream.of(
        new SerializationException("Unknown magic byte!"),
        new SerializationException("Error deserializing", new EOFException()),
        new SerializationException("Error deserializing", new AvroRuntimeException("malformed")),
        RegistryException.refused("unknown id", 40403),
        new BufferUnderflowException(),
        new NullPointerException());
  }

  @ParameterizedTest
  @MethodSource("outages")
  void shouldCallTheRegistryUnavailable(Throwable cause) {
    RuntimeException fault = new SerializationException("Error retrieving Avro schema", cause);

    assertUnavailable(ForeignFault.translated(fault));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 40101, 403, 40301, 404, 408, 429, 500, 50001, 50003, 503})
  void shouldCallTheRegistryUnavailableByItsCode(int code) {
    assertUnavailable(
        ForeignFault.translated(new InvalidConfigurationException("no; error code: " + code)));
  }

  @ParameterizedTest
  @ValueSource(ints = {40401, 40402, 40403, 409, 422, 42201})
  void shouldBlameTheRecordByTheRegistrysCode(int code) {
    RuntimeException fault = new InvalidConfigurationException("no; error code: " + code);

    assertThat(ForeignFault.translated(fault))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("" + code)
        .hasCause(fault);
  }

  @ParameterizedTest
  @MethodSource("brokenRecords")
  void shouldBlameTheRecord(RuntimeException fault) {
    assertThat(ForeignFault.translated(fault)).isInstanceOf(SerializationException.class);
  }

  private static void assertUnavailable(RuntimeException e) {
    assertThat(e).isInstanceOf(RegistryException.class);
    assertThat(RegistryException.isCausedByUnavailability(e)).isTrue();
  }
}
