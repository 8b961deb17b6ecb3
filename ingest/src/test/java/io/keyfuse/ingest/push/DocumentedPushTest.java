package io.keyfuse.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} says of LiteLLM's payload what is read of it. */
class DocumentedPushTest {
  @Test
  void shouldDocumentExactlyTheMembersThatAreReadOfLiteLlmsPayload() throws IOException {
    JsonNode document =
        new YAMLMapper().readTree(Path.of("..", "schemas", "openapi.yaml").toFile());
    Set<String> documented = new TreeSet<>();
    leaves(document.at("/components/schemas/LiteLlmPayload"), "", documented::add);

    Set<String> read = new TreeSet<>(LiteLlmFields.POINTERS);
    // Texts in these places tell another format, which is refused.
    read.removeAll(Set.of("/metadata", "/modelParameters", "/usage"));
    assertThat(documented).isEqualTo(read);
  }

  private static void leaves(JsonNode schema, String pointer, Consumer<String> found) {
    schema
        .path("properties")
        .properties()
        .forEach(member -> leaves(member.getValue(), pointer + "/" + member.getKey(), found));
    if (!schema.has("properties")) {
      found.accept(pointer);
    }
  }
}
