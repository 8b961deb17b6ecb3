package io.keyfuse.app.demo;

import io.keyfuse.schemas.id.NameUuid;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Says who owns a key and where it can be revoked. Stateless and thread-safe. */
final class Inventory {
  private Inventory() {}

  static ContextEvent of(DemoKey key, Instant at) {
    return ContextEvent.newBuilder()
        .setContextId(NameUuid.of("demo-inventory", key.id(), at.toString()))
        .setKind(ContextKind.INVENTORY)
        .setScope(key.id())
        .setCredential(key.credential())
        .setAt(at)
        .setAttributes(attributes(key))
        .setSource("demo")
        .build();
  }

  private static Map<String, String> attributes(DemoKey key) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("owner", key.owner().tenant() + "/" + key.owner().feature());
    attributes.put("tenant", key.owner().tenant());
    attributes.put("environment", "demo");
    String coordinate =
        switch (key.credential().getProvider()) {
          case "openai" -> "project_id";
          case "anthropic" -> "workspace_id";
          default -> "team_id";
        };
    attributes.put(coordinate, key.owner().project());
    return attributes;
  }
}
