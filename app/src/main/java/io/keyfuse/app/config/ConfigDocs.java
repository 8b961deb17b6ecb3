package io.keyfuse.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.keyfuse.schemas.config.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes {@code docs/configuration.md} from the records, so that the page cannot lag behind. */
public final class ConfigDocs {
  private record Section(String path, Class<?> type, JsonNode defaults) {}

  private final StringBuilder out = new StringBuilder();
  private final Deque<Section> open = new ArrayDeque<>();
  private final Set<Class<?>> written = new LinkedHashSet<>();

  private ConfigDocs() {}

  /** Returns the page for a complete configuration. */
  public static String markdown(Record defaults) {
    ConfigDocs docs = new ConfigDocs();
    docs.out.append(
        """
        # Configuration
        Made from the configuration records by `ConfigDocsTest`; do not edit.

        One YAML file. Names are case-sensitive; an unknown one is an error that names the nearest.
        Environment variables win over the file: `KEYFUSE__SERVER__PORT=8080` sets
        `server.port`. Durations are `250ms`, `30s`, `10m`, `24h`, `7d` or ISO-8601. Money is
        decimal US dollars. Secrets are named by `env` or `file`, never written down.
        """);
    docs.open.add(new Section("", defaults.getClass(), RecordTree.of(defaults)));
    while (!docs.open.isEmpty()) {
      docs.section(docs.open.removeFirst());
    }
    return docs.out.toString();
  }

  private void section(Section section) {
    if (!written.add(section.type()) && section.defaults().isMissingNode()) {
      return;
    }
    String title = section.path().isEmpty() ? "Top level" : "`" + section.path() + "`";
    out.append("\n## ").append(title).append('\n').append(doc(section.type())).append("\n\n");
    out.append("| name | type | default | meaning |\n|---|---|---|---|\n");
    List<Section> below = new ArrayList<>();
    for (RecordComponent c : section.type().getRecordComponents()) {
      String name = SnakeCase.of(c.getName());
      JsonNode value = section.defaults().path(name);
      Doc doc = c.getAnnotation(Doc.class);
      out.append("| `").append(name).append("` | ").append(typeName(c.getGenericType()));
      out.append(" | ").append(defaultText(value)).append(" | ");
      out.append(doc == null ? "" : doc.value().replace("|", "\\|")).append(" |\n");
      below(section, name, c.getGenericType(), value, below);
    }
    for (int i = below.size() - 1; i >= 0; i--) {
      open.addFirst(below.get(i));
    }
  }

  private static void below(
      Section section, String name, Type type, JsonNode value, List<Section> below) {
    String path = KnownNames.join(section.path(), name);
    if (type instanceof Class<?> c && c.isRecord()) {
      below.add(new Section(path, c, value));
    } else if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (arguments[arguments.length - 1] instanceof Class<?> item && item.isRecord()) {
        String each = generic.getRawType() == List.class ? path + "[]" : path + ".<name>";
        below.add(new Section(each, item, MissingNode.getInstance()));
      }
    }
  }

  private static String doc(Class<?> type) {
    Doc doc = type.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  private static String defaultText(JsonNode value) {
    boolean hasRows = value.isObject() && !value.isEmpty();
    if (value.isMissingNode() || hasRows) {
      return "";
    }
    String text = value.isTextual() ? value.asText() : value.toString();
    return "`" + text + "`";
  }

  private static String typeName(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      String item = typeName(arguments[arguments.length - 1]);
      return (generic.getRawType() == List.class ? "list of " : "map to ") + item;
    }
    Class<?> c = (Class<?>) type;
    if (c.isRecord()) {
      return "section";
    }
    if (c.isEnum()) {
      return String.join(
          ", ",
          Arrays.stream(c.getEnumConstants())
              .map(e -> "`" + ((Enum<?>) e).name().toLowerCase(Locale.ROOT) + "`")
              .toList());
    }
    return switch (c.getSimpleName()) {
      case "String" -> "text";
      case "URI" -> "address";
      case "Path" -> "path";
      case "Duration" -> "duration";
      case "BigDecimal", "double", "Double" -> "decimal";
      case "boolean", "Boolean" -> "true or false";
      default -> "whole number";
    };
  }
}
