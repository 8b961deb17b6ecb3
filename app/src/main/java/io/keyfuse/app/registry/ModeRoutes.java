package io.keyfuse.app.registry;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Paths under {@code /mode}. */
final class ModeRoutes {
  private static final String SUBJECT = "/mode/{subject}";

  private final SchemaStore store;
  private final SubjectCatalog catalog;
  private final SettingsRegistrar settings;

  ModeRoutes(SchemaStore store, SubjectCatalog catalog, SettingsRegistrar settings) {
    this.store = store;
    this.catalog = catalog;
    this.settings = settings;
  }

  void register(RoutesConfig routes) {
    routes.get("/mode", c -> reply(c, catalog.mode(null)));
    routes.put("/mode", c -> reply(c, settings.setMode(null, RegistryJson.mode(c), force(c))));
    routes.delete("/mode", c -> reply(c, settings.takeBackMode(null)));
    routes.get(SUBJECT, this::get);
    routes.put(
        SUBJECT,
        c -> {
          String subject = RegistryQuery.subject(c);
          reply(c, settings.setMode(subject, RegistryJson.mode(c), force(c)));
        });
    routes.delete(SUBJECT, c -> reply(c, settings.takeBackMode(RegistryQuery.subject(c))));
  }

  private void get(Context context) {
    String subject = RegistryQuery.subject(context);
    RegistryMode mode = catalog.mode(subject);
    boolean ofAll = store.ownMode(subject).isEmpty() && mode != RegistryMode.READONLY_OVERRIDE;
    if (ofAll && !RegistryQuery.flag(context, "defaultToGlobal")) {
      throw RegistryFault.noMode(subject);
    }
    reply(context, mode);
  }

  private static boolean force(Context context) {
    return RegistryQuery.flag(context, "force");
  }

  private static void reply(Context context, RegistryMode mode) {
    RegistryJson.reply(context, RegistryJson.object().put("mode", mode.name()));
  }
}
