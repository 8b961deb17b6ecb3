package io.keyfuse.app.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.List;
import java.util.Map;

/**
 * Paths under {@code /schemas}. Ids belong to all subjects, so {@code subject=} narrows nothing.
 */
final class SchemaRoutes {
  private static final String ID = "/schemas/ids/{id}";

  private final SchemaStore store;
  private final SubjectCatalog catalog;

  SchemaRoutes(SchemaStore store, SubjectCatalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  void register(RoutesConfig routes) {
    routes.get("/", c -> RegistryJson.reply(c, Map.of()));
    routes.get("/contexts", c -> RegistryJson.reply(c, List.of(".")));
    routes.get("/schemas", this::list);
    routes.get("/schemas/types", c -> RegistryJson.reply(c, List.of("AVRO")));
    routes.get(ID, this::byId);
    routes.get(ID + "/schema", c -> RegistryJson.replyRaw(c, found(c).schema()));
    routes.get(
        ID + "/versions", c -> replyPage(c, uses(c).stream().map(RegistryJson::use).toList()));
    routes.get(
        ID + "/subjects",
        c -> replyPage(c, uses(c).stream().map(SchemaVersion::subject).distinct().toList()));
  }

  private void list(Context context) {
    Visibility visibility = RegistryQuery.visibility(context);
    boolean latestOnly = RegistryQuery.flag(context, "latestOnly");
    List<ObjectNode> found =
        catalog.subjects(Visibility.ALL).stream()
            .filter(subject -> RegistryQuery.hasPrefix(context, subject))
            .map(subject -> store.versions(subject).stream().filter(visibility::shows).toList())
            .flatMap(
                versions ->
                    versions.stream().skip(latestOnly ? Math.max(0, versions.size() - 1) : 0))
            .map(RegistryJson::of)
            .toList();
    replyPage(context, found);
  }

  private void byId(Context context) {
    ObjectNode reply = RegistryJson.text(found(context));
    if (RegistryQuery.flag(context, "fetchMaxId")) {
      reply.put("maxId", store.lastId());
    }
    RegistryJson.reply(context, reply);
  }

  private SchemaVersion found(Context context) {
    return catalog.withId(context.pathParam("id"));
  }

  private List<SchemaVersion> uses(Context context) {
    return catalog.usesOf(context.pathParam("id"), RegistryQuery.visibility(context));
  }

  private static void replyPage(Context context, List<?> all) {
    RegistryJson.reply(context, RegistryQuery.page(context, all));
  }
}
