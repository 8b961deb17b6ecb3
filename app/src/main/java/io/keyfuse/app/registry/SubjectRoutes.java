package io.keyfuse.app.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.keyfuse.app.registry.LogRecord.SchemaVersion;
import java.util.List;

/** Paths under {@code /subjects} and {@code /compatibility}. */
final class SubjectRoutes {
  private static final String SUBJECT = "/subjects/{subject}";
  private static final String VERSIONS = SUBJECT + "/versions";
  private static final String VERSION = VERSIONS + "/{version}";
  private static final String CHECK = "/compatibility" + VERSIONS;

  private final SubjectCatalog catalog;
  private final Registrar registrar;

  SubjectRoutes(SubjectCatalog catalog, Registrar registrar) {
    this.catalog = catalog;
    this.registrar = registrar;
  }

  void register(RoutesConfig routes) {
    routes.get("/subjects", this::list);
    routes.post(SUBJECT, this::lookup);
    routes.delete(SUBJECT, this::deleteSubject);
    routes.get(VERSIONS, this::versions);
    routes.post(VERSIONS, this::add);
    routes.get(VERSION, c -> RegistryJson.reply(c, RegistryJson.of(found(c))));
    routes.get(VERSION + "/schema", c -> RegistryJson.replyRaw(c, found(c).schema()));
    routes.get(VERSION + "/referencedby", this::referencedBy);
    routes.delete(VERSION, this::deleteVersion);
    routes.post(CHECK + "/{version}", this::checkOne);
    routes.post(CHECK, this::checkAll);
  }

  private void list(Context context) {
    List<String> subjects =
        catalog.subjects(RegistryQuery.visibility(context)).stream()
            .filter(subject -> RegistryQuery.hasPrefix(context, subject))
            .toList();
    RegistryJson.reply(context, RegistryQuery.page(context, subjects));
  }

  private void versions(Context context) {
    List<Integer> found =
        catalog.versions(subject(context), RegistryQuery.visibility(context)).stream()
            .map(SchemaVersion::version)
            .toList();
    RegistryJson.reply(context, RegistryQuery.page(context, found));
  }

  private void add(Context context) {
    int id = registrar.register(subject(context), RegistryJson.schema(context));
    RegistryJson.reply(context, RegistryJson.object().put("id", id));
  }

  private void lookup(Context context) {
    SchemaRequest schema = RegistryJson.schema(context);
    RegistryJson.reply(
        context,
        RegistryJson.of(
            catalog.lookup(subject(context), schema, RegistryQuery.visibility(context))));
  }

  private void referencedBy(Context context) {
    List<Integer> ids =
        catalog.referringTo(found(context), RegistryQuery.visibility(context)).stream()
            .map(SchemaVersion::id)
            .distinct()
            .toList();
    RegistryJson.reply(context, RegistryQuery.page(context, ids));
  }

  private void deleteSubject(Context context) {
    RegistryJson.reply(
        context, registrar.deleteSubject(subject(context), flag(context, "permanent")));
  }

  private void deleteVersion(Context context) {
    RegistryJson.reply(
        context,
        registrar.deleteVersion(
            subject(context), context.pathParam("version"), flag(context, "permanent")));
  }

  /** An unknown subject has nothing to be incompatible with, unless a version of it is named. */
  private void checkOne(Context context) {
    String version = context.pathParam("version");
    ParsedSchema schema = catalog.parse(RegistryJson.schema(context));
    boolean nothingYet = version.equals("latest") && catalog.live(subject(context)).isEmpty();
    judge(
        context,
        schema,
        nothingYet
            ? List.of()
            : List.of(catalog.version(subject(context), version, Visibility.LIVE)));
  }

  private void checkAll(Context context) {
    judge(context, catalog.parse(RegistryJson.schema(context)), catalog.live(subject(context)));
  }

  private void judge(Context context, ParsedSchema schema, List<SchemaVersion> against) {
    List<String> faults = registrar.faults(subject(context), schema, against);
    ObjectNode reply = RegistryJson.object().put("is_compatible", faults.isEmpty());
    if (flag(context, "verbose")) {
      faults.forEach(reply.putArray("messages")::add);
    }
    RegistryJson.reply(context, reply);
  }

  private SchemaVersion found(Context context) {
    return catalog.version(
        subject(context), context.pathParam("version"), RegistryQuery.visibility(context));
  }

  private static String subject(Context context) {
    return RegistryQuery.subject(context);
  }

  private static boolean flag(Context context, String name) {
    return RegistryQuery.flag(context, name);
  }
}
