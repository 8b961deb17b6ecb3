package io.keyfuse.app.it;

import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.schemas.v1.ContextEvent;
import io.keyfuse.schemas.v1.ContextKind;
import io.keyfuse.schemas.v1.Credential;
import java.time.Instant;
import java.util.Map;

/** Bodies of {@code POST /v1/usage}, and what else a key needs, for tests. */
final class Usage {
  private Usage() {}

  static String provider(String credential, String id, Instant at, String costUsd) {
    return record(credential, id, at, "PROVIDER_USAGE", costUsd);
  }

  static String telemetry(String credential, String id, Instant at, String costUsd) {
    return record(credential, id, at, "TELEMETRY", costUsd);
  }

  /** What executors need to know of a key at OpenAI. */
  static ContextEvent inventory(String credential) {
    String[] parts = credential.split(":", 3);
    return ContextEvent.newBuilder()
        .setContextId("inventory-" + parts[2])
        .setKind(ContextKind.INVENTORY)
        .setScope(credential)
        .setCredential(new Credential(parts[0], parts[1], parts[2]))
        .setAt(Instant.now())
        .setAttributes(Map.of("project_id", parts[1]))
        .setSource("test")
        .build();
  }

  private static String record(
      String credential, String id, Instant at, String source, String costUsd) {
    String[] parts = credential.split(":", 3);
    // Tokens follow the money, because a price beyond every model's is taken for a slip.
    long input = Math.max(1_000, NanoUsd.ofUsd(costUsd) / 10_000);
    return """
        {"event_id":"%s","occurred_at":"%s","source":"%s","credential":{"provider":"%s",\
        "account":"%s","key_id":"%s"},"tenant":"acme","model":"gpt-5","operation":"chat",\
        "request_count":1,"tokens":{"input":%d,"output":200},"cost_usd":"%s","status":"OK"}"""
        .formatted(id, at, source, parts[0], parts[1], parts[2], input, costUsd);
  }
}
