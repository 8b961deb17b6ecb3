package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keyfuse.schemas.money.NanoUsd;
import io.keyfuse.testkit.provider.DocumentStore.Put;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A home-made gateway that carries out signed commands: an example of what one has to do. */
final class GatewayStandIn extends JsonStandIn {
  private static final String HOOK = "/keyfuse/";
  private static final String COMMANDS = "commands";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern SIGNATURE = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

  GatewayStandIn(StandInState state, String secret) {
    super(state, secret);
    router.on("POST", HOOK + "state", (request, path) -> show(request));
    router.on("POST", HOOK + "commands", (request, path) -> carryOut(request));
    ModelCallRoute calls = ModelCallRoute.bearer(state, GatewayStandIn::admit);
    router.on("POST", "/v1/chat/completions", (request, path) -> calls.create(request));
  }

  @Override
  public boolean isAdmin(StandInRequest request) {
    return request.path().startsWith(HOOK);
  }

  @Override
  void authorize(StandInRequest request) {
    String header = request.header("keyfuse-webhook-signature");
    Matcher parts = SIGNATURE.matcher(header == null ? "" : header);
    if (!parts.matches()) {
      throw new StandInRefusal(401, "unsigned", "the signature is missing");
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
    boolean old = Duration.between(at, state.now()).abs().compareTo(TOLERANCE) > 0;
    byte[] right = hmac(parts.group(1) + "." + request.body());
    if (old || !MessageDigest.isEqual(right, HexFormat.of().parseHex(parts.group(2)))) {
      throw new StandInRefusal(401, "bad_signature", "the signature is wrong or too old");
    }
  }

  private byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(adminKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }

  @Override
  JsonNode error(StandInRefusal refusal) {
    ObjectNode error = Json.object().put("code", refusal.code()).put("message", refusal.message());
    return Json.object().set("error", error);
  }

  private StandInReply show(StandInRequest request) {
    ObjectNode command = request.json();
    return answer(command, known(command));
  }

  /** A command that was carried out before is answered with the state and done no second time. */
  private StandInReply carryOut(StandInRequest request) {
    ObjectNode command = request.json();
    ObjectNode key = known(command);
    String commandId = Json.required(command, "command_id") + "/" + Json.required(key, "id");
    if (state.store().get(COMMANDS, commandId) != null) {
      return answer(command, key);
    }
    String action = Json.required(command, "action");
    apply(action, command.path("parameters"), key);
    String id = Json.required(key, "id");
    state.change(
        id,
        action,
        command,
        List.of(new Put(StandInState.KEYS, id, key), new Put(COMMANDS, commandId, Json.object())));
    return answer(command, key);
  }

  private static void apply(String action, JsonNode parameters, ObjectNode key) {
    if (Json.required(key, "state").equals("revoked")) {
      throw new StandInRefusal(409, "revoked", "the key is revoked, which is final");
    }
    switch (action) {
      case "SUSPEND" -> key.put("state", "suspended");
      case "REVOKE" -> key.put("state", "revoked");
      case "RESTORE" -> {
        key.put("state", "active");
        limit(key, "limit_usd", parameters);
        limit(key, "limit_rpm", parameters);
      }
      case "CAP" -> limit(key, "limit_usd", parameters);
      case "THROTTLE" -> limit(key, "limit_rpm", parameters);
      default -> throw new StandInRefusal(400, "bad_command", "action");
    }
  }

  private static void limit(ObjectNode key, String name, JsonNode parameters) {
    String text = parameters.path(name).asText("");
    if (text.equals("none")) {
      key.remove(name);
    } else if (!text.isEmpty()) {
      key.put(name, new BigDecimal(text));
    }
  }

  private ObjectNode known(ObjectNode command) {
    ObjectNode key = state.key(Json.required(command, "key_id"));
    if (key == null) {
      throw new StandInRefusal(404, "unknown_key", "no such key");
    }
    return key;
  }

  private static StandInReply answer(ObjectNode command, ObjectNode key) {
    ObjectNode answer =
        Json.object()
            .put("command_id", Json.required(command, "command_id"))
            .put("state", Json.required(key, "state"));
    for (String limit : new String[] {"limit_usd", "limit_rpm"}) {
      if (key.has(limit)) {
        answer.set(limit, key.get(limit));
      }
    }
    return StandInReply.ok(answer);
  }

  private static void admit(ObjectNode key) {
    if (!Json.required(key, "state").equals("active")) {
      throw new StandInRefusal(401, "blocked", "the key is blocked");
    }
    JsonNode usd = key.path("limit_usd");
    long spent = key.path("spend_nanos").longValue();
    boolean over = usd.isNumber() && spent >= NanoUsd.ofUsd(usd.decimalValue());
    if (over || key.path("limit_rpm").asLong(1) == 0) {
      throw new StandInRefusal(429, "limited", "over the limit");
    }
  }

  @Override
  public String seed(ObjectNode wish) {
    String id = Json.required(wish, "id");
    if (state.key(id) == null) {
      ObjectNode key = Json.object().put("id", id).put("state", "active").put("spend_nanos", 0L);
      state.seed(key, Json.required(wish, "secret"), List.of());
    }
    return id;
  }
}
