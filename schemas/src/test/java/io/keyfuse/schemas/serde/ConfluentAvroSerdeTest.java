package io.keyfuse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfuse.schemas.registry.RegistryException;
import io.keyfuse.schemas.v1.Credential;
import io.keyfuse.schemas.v1.TokenCounts;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ConfluentAvroSerdeTest {
  private static final Credential CREDENTIAL = new Credential("openai", "a", "key_1");

  @Test
  void shouldSayThatItIsNotConfigured() {
    try (var serde = new ConfluentAvroSerde<Credential>()) {
      assertThatThrownBy(serde::serializer).hasMessageContaining("schema.registry.url");
      assertThatThrownBy(serde::deserializer).hasMessageContaining("schema.registry.url");
    }
  }

  @Test
  void shouldTakeTheTypesThatKafkaClientsHoldPropertiesIn() throws Exception {
    Map<String, Object> properties = new HashMap<>();
    try (ServerSocket unheard = new ServerSocket(0);
        var serde = new ConfluentAvroSerde<Credential>()) {
      String url = "http://127.0.0.1:" + unheard.getLocalPort();
      unheard.close();
      properties.put("schema.registry.url", List.of(url, url + "/other"));
      properties.put("auto.register.schemas", false);
      properties.put("basic.auth.user.info", new Password("svc:hush"));
      properties.put("basic.auth.credentials.source", null);
      properties.put("bootstrap.servers", "of another part");
      serde.configure(properties, false);

      assertThatThrownBy(() -> serde.serializer().serialize("t", CREDENTIAL))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("looking up", "subject t-value", url + "/other");
      assertThatThrownBy(() -> serde.deserializer().deserialize("t", Wire.of(1).bytes()))
          .isInstanceOf(RegistryException.class);
      assertThat(serde.serializer().serialize("t", null)).isNull();
    }
  }

  @Test
  void shouldReadIntoTheGeneratedClassOfTheWritersName() {
    Schema foreign = SchemaBuilder.record("com.example.Other").fields().endRecord();
    FixedRegistry registry =
        new FixedRegistry(Credential.getClassSchema(), foreign, Schema.create(Schema.Type.STRING));
    var writer = new ConfluentAvroSerializer<Credential>(registry, false);
    var reader = new ConfluentAvroDeserializer<Credential>(registry);

    assertThat(reader.deserialize("t", writer.serialize("t", CREDENTIAL))).isEqualTo(CREDENTIAL);
    for (int id = 2; id <= 3; id++) {
      byte[] bytes = Wire.of(id).bytes();
      assertThatThrownBy(() -> reader.deserialize("t", bytes))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("class path");
    }
  }

  @Test
  void shouldAskForTheIdOfEachTypeOfATopic() {
    FixedRegistry registry =
        new FixedRegistry(Credential.getClassSchema(), TokenCounts.getClassSchema());
    var writer = new ConfluentAvroSerializer<SpecificRecord>(registry, false);
    TokenCounts tokens = TokenCounts.newBuilder().build();

    assertThat(writer.serialize("t", CREDENTIAL)).startsWith(0, 0, 0, 0, 1);
    assertThat(writer.serialize("t", tokens)).startsWith(0, 0, 0, 0, 2);
    assertThat(writer.serialize("t", CREDENTIAL)).startsWith(0, 0, 0, 0, 1);
    assertThat(registry.calls).isEqualTo(2);
  }
}
