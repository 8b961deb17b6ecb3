package io.keyfuse.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.keyfuse.ingest.validate.RejectReason;
import io.keyfuse.schemas.v1.UsageSource;
import io.keyfuse.schemas.v1.UsageStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code openapi.yaml} says of the intake what the intake does. */
class DocumentedIntakeTest {
  private static JsonNode document;
  private static JsonNode schemas;

  @BeforeAll
  static void read() throws IOException {
    document = new YAMLMapper().readTree(Path.of("..", "schemas", "openapi.yaml").toFile());
    schemas = document.at("/components/schemas");
  }

  @Test
  void shouldDocumentExactlyTheFieldsThatAreRead() {
    Map<String, JsonNode> documented = leaves();

    assertThat(documented.keySet()).containsExactlyInAnyOrderElementsOf(UsageFields.ALL.keySet());
  }

  @Test
  void shouldDocumentTheDefaultsThatADraftHas() {
    UsageDraft draft = new UsageDraft();

    assertThat(property("source/default").asText()).isEqualTo(draft.source.name());
    assertThat(property("status/default").asText()).isEqualTo(draft.status.name());
    assertThat(property("feed/default").asText()).isEqualTo(draft.feed);
    assertThat(property("credential/properties/account/default").asText()).isEqualTo(draft.account);
    assertThat(property("request_count/default").asLong()).isEqualTo(draft.requestCount);
  }

  @Test
  void shouldDocumentEverySymbolInUpperAndLowerCase() {
    assertThat(texts(property("source/enum")))
        .containsExactlyInAnyOrderElementsOf(bothCases(UsageSource.values()));
    assertThat(texts(property("status/enum")))
        .containsExactlyInAnyOrderElementsOf(bothCases(UsageStatus.values()));
  }

  @Test
  void shouldDocumentEveryReasonOfARefusedRecord() {
    assertThat(texts(schemas.at("/RejectReason/enum")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RejectReason.values()).map(RejectReason::code).toList());
  }

  @Test
  void shouldDocumentEveryErrorCodeWithItsStatus() {
    Map<String, Integer> documented = new TreeMap<>();
    for (JsonNode code : schemas.at("/IntakeCode/oneOf")) {
      String words = code.get("description").asText();
      documented.put(code.get("const").asText(), Integer.valueOf(words.substring(0, 3)));
    }
    Map<String, Integer> actual = new TreeMap<>();
    Arrays.stream(ErrorCode.values()).forEach(code -> actual.put(code.code(), code.status()));

    assertThat(documented).isEqualTo(actual);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/usage, 202, 404",
    "/v1/litellm, 202, 404",
    "/v1/events, 202, 404",
    "/v1/json/{mapping}, 202, none",
    "/v1/traces, none, 404",
    "/v1/metrics, none, 404",
    "/v1/logs, none, 404",
  })
  void shouldDocumentEveryStatusOfAPath(String path, String alsoGood, String never) {
    Set<String> statuses = new TreeSet<>(List.of("200", alsoGood));
    Arrays.stream(ErrorCode.values()).forEach(code -> statuses.add("" + code.status()));
    statuses.removeAll(List.of(never, "none"));

    String responses = "/paths/" + path.replace("/", "~1") + "/post/responses";
    assertThat(document.at(responses).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(statuses);
  }

  @Test
  void shouldTakeTextsOfTheDocumentedLengthAndNoLongerOnes() {
    try (IntakeServer server = new IntakeServer("{}")) {
      leaves()
          .forEach(
              (field, schema) -> {
                int longest = schema.path("maxLength").asInt();
                if (longest > 0 && schema.path("anyOf").isMissingNode()) {
                  assertThat(refusal(server, field, "x".repeat(longest))).as(field).isEmpty();
                  assertThat(refusal(server, field, "x".repeat(longest + 1)))
                      .as(field)
                      .isEqualTo("text_too_long");
                }
              });
    }
  }

  private static String refusal(IntakeServer server, String field, String text) {
    return server.post(IntakeServer.JSON, body(field, text)).reason();
  }

  private static String body(String field, String text) {
    Map<String, String> credential =
        new TreeMap<>(Map.of("provider", "openai", "account", "proj_a", "key_id", "key_1"));
    Map<String, Object> event =
        new TreeMap<>(Map.of("event_id", "e", "occurred_at", "2026-11-02T11:59:00Z"));
    event.put("credential", credential);
    if (field.startsWith("credential.")) {
      credential.put(field.substring("credential.".length()), text);
    } else {
      event.put(field, text);
    }
    return new ObjectMapper().valueToTree(event).toString();
  }

  private static JsonNode property(String path) {
    return schemas.at("/UsageRecord/properties/" + path);
  }

  private static Map<String, JsonNode> leaves() {
    Map<String, JsonNode> found = new TreeMap<>();
    walk(schemas.get("UsageRecord"), "", found::put);
    return found;
  }

  private static void walk(JsonNode object, String prefix, BiConsumer<String, JsonNode> found) {
    object
        .get("properties")
        .properties()
        .forEach(
            field -> {
              String path = prefix + field.getKey();
              if (field.getValue().has("properties")) {
                walk(field.getValue(), path + ".", found);
              } else {
                found.accept(path, field.getValue());
              }
            });
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static List<String> bothCases(Enum<?>[] symbols) {
    return Arrays.stream(symbols)
        .flatMap(symbol -> Stream.of(symbol.name(), symbol.name().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
