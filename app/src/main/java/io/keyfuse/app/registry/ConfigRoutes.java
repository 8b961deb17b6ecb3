package io.keyfuse.app.registry;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Paths under {@code /config}. */
final class ConfigRoutes {
  private static final String SUBJECT = "/config/{subject}";

  private final SchemaStore store;
  private final SettingsRegistrar settings;

  ConfigRoutes(SchemaStore store, SettingsRegistrar settings) {
    this.store = store;
    this.settings = settings;
  }

  void register(RoutesConfig routes) {
    routes.get("/config", c -> reply(c, store.globalLevel()));
    routes.put("/config", c -> set(c, null));
    routes.delete("/config", c -> reply(c, settings.takeBackLevel(null)));
    routes.get(SUBJECT, this::get);
    routes.put(SUBJECT, c -> set(c, RegistryQuery.subject(c)));
    routes.delete(SUBJECT, c -> reply(c, settings.takeBackLevel(RegistryQuery.subject(c))));
  }

  private void get(Context context) {
    String subject = RegistryQuery.subject(context);
    CompatibilityLevel level = store.ownLevel(subject).orElse(null);
    if (level == null && !RegistryQuery.flag(context, "defaultToGlobal")) {
      throw RegistryFault.noLevel(subject);
    }
    reply(context, level == null ? store.globalLevel() : level);
  }

  private void set(Context context, @Nullable String subject) {
    CompatibilityLevel level = settings.setLevel(subject, RegistryJson.level(context));
    RegistryJson.reply(context, RegistryJson.object().put("compatibility", level.name()));
  }

  private static void reply(Context context, CompatibilityLevel level) {
    RegistryJson.reply(context, RegistryJson.object().put("compatibilityLevel", level.name()));
  }
}
