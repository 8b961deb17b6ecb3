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
    routes.delete(VERSION, this::deleteVersion);
    routes.post(CHECK + "/{version}", this::checkOne);
    routes.post(CHECK, this::checkAll);
  }

  private void list(Context context) {
    String prefix = context.queryParam("subjectPrefix");
    List<String> subjects = catalog.subjects(flag(context, "deleted"));
    RegistryJson.reply(
        context,
        subjects.stream().filter(name -> prefix == null || name.startsWith(prefix)).toList());
  }

  private void versions(Context context) {
    List<SchemaVersion> found = catalog.versions(subject(context), flag(context, "deleted"));
    RegistryJson.reply(context, found.stream().map(SchemaVersion::version).toList());
  }

  private void add(Context context) {
    int id = registrar.register(subject(context), RegistryJson.schema(context));
    RegistryJson.reply(context, RegistryJson.object().put("id", id));
  }

  private void lookup(Context context) {
    ParsedSchema schema = RegistryJson.schema(context);
    SchemaVersion found = catalog.lookup(subject(context), schema, flag(context, "deleted"));
    RegistryJson.reply(context, RegistryJson.of(found));
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
    ParsedSchema schema = RegistryJson.schema(context);
    boolean nothingYet = version.equals("latest") && catalog.live(subject(context)).isEmpty();
    judge(
        context,
        schema,
        nothingYet ? List.of() : List.of(catalog.version(subject(context), version, false)));
  }

  private void checkAll(Context context) {
    judge(context, RegistryJson.schema(context), catalog.live(subject(context)));
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
        subject(context), context.pathParam("version"), flag(context, "deleted"));
  }

  private static String subject(Context context) {
    return context.pathParam("subject");
  }

  private static boolean flag(Context context, String name) {
    return Boolean.parseBoolean(context.queryParam(name));
  }
}
