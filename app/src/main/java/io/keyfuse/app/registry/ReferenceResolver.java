package io.keyfuse.app.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** Parses Avro text together with the types it refers to, which other subjects hold. */
final class ReferenceResolver {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<SchemaReference> ORDER =
      Comparator.comparing(SchemaReference::subject)
          .thenComparing(SchemaReference::version)
          .thenComparing(SchemaReference::name);

  private final SchemaStore store;

  ReferenceResolver(SchemaStore store) {
    this.store = store;
  }

  /** Parses a request; a {@link RegistryFault} says what is wrong with it. */
  ParsedSchema parse(SchemaRequest request) {
    try {
      Schema schema = parser(request.references(), true).parse(request.text());
      if (request.normalize()) {
        return normal(request.references(), schema);
      }
      return new ParsedSchema(
          request.references().isEmpty() ? schema.toString() : compact(request.text()),
          request.references(),
          schema);
    } catch (RegistryFault e) {
      throw e;
    } catch (RuntimeException | JsonProcessingException e) { // Avro throws more than its own kind
      throw RegistryFault.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  /** Parses a version that was accepted before. */
  Schema known(SchemaVersion version) {
    return parser(version.references(), false).setValidateDefaults(false).parse(version.schema());
  }

  /** Returns true when the version is this schema, but by reference. */
  boolean writtenOut(ParsedSchema schema, SchemaVersion version) {
    return schema.references().isEmpty()
        && !version.references().isEmpty()
        && known(version).equals(schema.schema());
  }

  private ParsedSchema normal(List<SchemaReference> references, Schema schema) {
    Schema.Parser parser = parser(references, true);
    Set<String> elsewhere = new HashSet<>(parser.getTypes().keySet());
    String text = SchemaNormalizer.normalize(schema, elsewhere);
    Schema again = parser.parse(text);
    if (!again.equals(schema)) {
      throw RegistryFault.invalidSchema("it has no normal form that means the same");
    }
    return new ParsedSchema(
        references.isEmpty() ? again.toString() : text,
        references.stream().distinct().sorted(ORDER).toList(),
        again);
  }

  private Schema.Parser parser(List<SchemaReference> references, boolean live) {
    Set<SchemaVersion> used = new LinkedHashSet<>();
    references.forEach(reference -> collect(reference, live, used));
    Schema.Parser parser = new Schema.Parser();
    used.forEach(version -> parser.parse(version.schema()));
    return parser;
  }

  /** Puts what a type itself refers to before it. */
  private void collect(SchemaReference reference, boolean live, Set<SchemaVersion> into) {
    SchemaVersion found =
        store.versions(reference.subject()).stream()
            .filter(v -> v.version() == reference.version() && !(live && v.deleted()))
            .findFirst()
            .orElseThrow(() -> RegistryFault.noReference(reference));
    if (!into.contains(found)) {
      found.references().forEach(next -> collect(next, false, into));
      into.add(found);
    }
  }

  private static String compact(String text) throws JsonProcessingException {
    return JSON.readTree(text).toString();
  }
}
