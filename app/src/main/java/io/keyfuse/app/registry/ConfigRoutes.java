package io.keyfuse.app.registry;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Paths under {@code /config} and {@code /mode}. The mode is always READWRITE. */
final class ConfigRoutes {
  private static final String READ_WRITE = "READWRITE";

  private final SchemaStore store;
  private final Registrar registrar;

  ConfigRoutes(SchemaStore store, Registrar registrar) {
    this.store = store;
    this.registrar = registrar;
  }

  void register(RoutesConfig routes) {
    routes.get("/config", c -> replyLevel(c, store.globalLevel()));
    routes.put("/config", this::setGlobal);
    routes.get("/config/{subject}", this::get);
    routes.put("/config/{subject}", this::set);
    routes.delete("/config/{subject}", this::takeBack);
    routes.get("/mode", ConfigRoutes::replyMode);
    routes.get("/mode/{subject}", ConfigRoutes::mode);
  }

  private void setGlobal(Context context) {
    CompatibilityLevel level = RegistryJson.level(context);
    registrar.setLevel(null, level);
    echo(context, level);
  }

  private void get(Context context) {
    String subject = context.pathParam("subject");
    CompatibilityLevel level = store.ownLevel(subject).orElse(null);
    if (level == null && !defaultToGlobal(context)) {
      throw RegistryFault.noLevel(subject);
    }
    replyLevel(context, level == null ? store.globalLevel() : level);
  }

  private void set(Context context) {
    CompatibilityLevel level = RegistryJson.level(context);
    registrar.setLevel(context.pathParam("subject"), level);
    echo(context, level);
  }

  private void takeBack(Context context) {
    String subject = context.pathParam("subject");
    CompatibilityLevel level =
        store.ownLevel(subject).orElseThrow(() -> RegistryFault.noSubject(subject));
    registrar.setLevel(subject, null);
    replyLevel(context, level);
  }

  private static void mode(Context context) {
    if (!defaultToGlobal(context)) {
      throw RegistryFault.noMode(context.pathParam("subject"));
    }
    replyMode(context);
  }

  private static void replyMode(Context context) {
    RegistryJson.reply(context, RegistryJson.object().put("mode", READ_WRITE));
  }

  private static void replyLevel(Context context, CompatibilityLevel level) {
    RegistryJson.reply(context, RegistryJson.object().put("compatibilityLevel", level.name()));
  }

  private static void echo(Context context, CompatibilityLevel level) {
    RegistryJson.reply(context, RegistryJson.object().put("compatibility", level.name()));
  }

  private static boolean defaultToGlobal(Context context) {
    return Boolean.parseBoolean(context.queryParam("defaultToGlobal"));
  }
}
