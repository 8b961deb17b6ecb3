package io.keyfuse.testkit.provider;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON as the stand-ins read and write it: numbers stay decimal, text after a value is a fault. */
final class Json {
  static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array(Collection<? extends JsonNode> nodes) {
    return MAPPER.createArrayNode().addAll(nodes);
  }

  /** Returns a member's text, or null where it is missing, null or not text. */
  static @Nullable String text(ObjectNode node, String member) {
    JsonNode value = node.get(member);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  /** Returns a member's text; refuses its absence with 400. */
  static String required(ObjectNode node, String member) {
    String value = text(node, member);
    if (value == null || value.isBlank()) {
      throw new StandInRefusal(400, "missing_required_parameter", member + ": text required");
    }
    return value;
  }

  static List<String> texts(ObjectNode node, String member) {
    List<String> texts = new ArrayList<>();
    JsonNode value = node.get(member);
    if (value != null) {
      value.forEach(item -> texts.add(item.asText()));
    }
    return texts;
  }

  /** Returns the SHA-256 of the text in hex: how a provider stores a secret. */
  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
