package io.keyfuse.app.registry;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.List;
import java.util.Map;

/** Paths under {@code /schemas}. */
final class SchemaRoutes {
  private static final String ID = "/schemas/ids/{id}";

  private final SubjectCatalog catalog;

  SchemaRoutes(SubjectCatalog catalog) {
    this.catalog = catalog;
  }

  void register(RoutesConfig routes) {
    routes.get("/", c -> RegistryJson.reply(c, Map.of()));
    routes.get("/schemas/types", c -> RegistryJson.reply(c, List.of("AVRO")));
    routes.get(ID, c -> RegistryJson.reply(c, RegistryJson.object().put("schema", schema(c))));
    routes.get(ID + "/schema", c -> RegistryJson.replyRaw(c, schema(c)));
    routes.get(
        ID + "/versions",
        c -> RegistryJson.reply(c, uses(c).stream().map(RegistryJson::use).toList()));
    routes.get(
        ID + "/subjects",
        c ->
            RegistryJson.reply(
                c, uses(c).stream().map(SchemaVersion::subject).distinct().toList()));
  }

  private String schema(Context context) {
    return catalog.schemaById(context.pathParam("id"));
  }

  private List<SchemaVersion> uses(Context context) {
    return catalog.usesOf(
        context.pathParam("id"), Boolean.parseBoolean(context.queryParam("deleted")));
  }
}
