package io.keyfuse.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.keyfuse.console.model.DecisionView;
import io.keyfuse.console.model.IncidentDetail;
import io.keyfuse.console.model.KeyView;
import io.keyfuse.console.model.Overview;
import io.keyfuse.console.model.SpendView;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code openapi.yaml} describes the views that the API writes, field by field. */
class DocumentedViewsTest {
  private static final String REF = "#/components/schemas/";
  private static JsonNode schemas;

  @BeforeAll
  static void read() throws IOException {
    schemas =
        new YAMLMapper()
            .readTree(Path.of("..", "schemas", "openapi.yaml").toFile())
            .at("/components/schemas");
  }

  static Stream<Class<?>> views() {
    Set<Class<?>> found = new LinkedHashSet<>();
    List.of(
            Overview.class,
            IncidentDetail.class,
            DecisionView.class,
            KeyView.class,
            SpendView.class)
        .forEach(view -> collect(view, found));
    return found.stream();
  }

  private static void collect(Class<?> view, Set<Class<?>> found) {
    if (view.isRecord() && found.add(view)) {
      for (RecordComponent component : view.getRecordComponents()) {
        collect(item(component.getGenericType()), found);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void shouldDocumentExactlyTheFields(Class<?> view) {
    JsonNode schema = schemas.path(view.getSimpleName());
    List<String> fields =
        Arrays.stream(view.getRecordComponents()).map(c -> snake(c.getName())).toList();

    assertThat(schema.path("properties").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(fields);
    assertThat(texts(schema.path("required"))).containsExactlyElementsOf(fields);
    assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("views")
  void shouldDocumentEachFieldsTypeAndWhetherItMayBeNull(Class<?> view) {
    for (RecordComponent component : view.getRecordComponents()) {
      JsonNode schema =
          schemas.path(view.getSimpleName()).path("properties").path(snake(component.getName()));
      AnnotatedType type = component.getAnnotatedType();

      assertThat(schema.path("description").asText())
          .as("%s.%s", view.getSimpleName(), component.getName())
          .isNotBlank();
      assertThat(mayBeNull(schema))
          .as("%s.%s may be null", view.getSimpleName(), component.getName())
          .isEqualTo(type.isAnnotationPresent(Nullable.class));
      assertThat(typeName(schema))
          .as("%s.%s", view.getSimpleName(), component.getName())
          .isEqualTo(typeName(component));
    }
  }

  @Test
  void shouldDocumentEveryErrorCodeWithItsStatus() {
    Map<String, Integer> documented = new TreeMap<>();
    for (JsonNode code : schemas.at("/ConsoleCode/oneOf")) {
      documented.put(
          code.get("const").asText(),
          Integer.valueOf(code.get("description").asText().substring(0, 3)));
    }
    Map<String, Integer> actual = new TreeMap<>();
    Arrays.stream(ErrorCode.values()).forEach(code -> actual.put(code.code(), code.status()));

    assertThat(documented).isEqualTo(actual);
  }

  private static boolean mayBeNull(JsonNode schema) {
    return texts(schema.path("type")).contains("null")
        || schema.path("anyOf").findValuesAsText("type").contains("null");
  }

  /** Names a documented type as {@link #typeName(RecordComponent)} names a Java one. */
  private static String typeName(JsonNode schema) {
    if (schema.has("anyOf")) {
      return typeName(schema.get("anyOf").get(0));
    }
    if (schema.has("$ref")) {
      return schema.get("$ref").asText().substring(REF.length());
    }
    if (schema.has("items")) {
      return "list of " + typeName(schema.get("items"));
    }
    if (schema.has("enum")) {
      return String.join("|", texts(schema.get("enum")));
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.get(0).asText() : type.asText();
    return schema.has("format") ? name + " " + schema.get("format").asText() : name;
  }

  private static String typeName(RecordComponent component) {
    boolean money = component.getName().matches(".*Usd(PerHour)?");
    Class<?> item = item(component.getGenericType());
    String name = money ? "Usd" : typeName(item);
    return component.getType() == List.class ? "list of " + name : name;
  }

  private static String typeName(Class<?> type) {
    if (type.isRecord() || type == Instant.class) {
      return type.getSimpleName();
    }
    if (type.isEnum()) {
      return String.join("|", Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList());
    }
    return switch (type.getSimpleName()) {
      case "long", "Long" -> "integer int64";
      case "int", "Integer" -> "integer int32";
      case "double" -> "number";
      default -> type.getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  private static Class<?> item(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getActualTypeArguments()[0]
        : (Class<?>) type;
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
