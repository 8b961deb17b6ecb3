package io.keyfuse.app.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.keyfuse.ingest.validate.SecretShape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Takes what looks like a provider's secret out of what is shown, and control characters with it,
 * because a letter's bytes are an outsider's. Stateless and thread-safe.
 */
final class SecretMask {
  static final String MASK = "[masked: looks like a secret]";

  private static final byte HIDDEN = '*';
  private static final int SHORTEST = 20;

  private SecretMask() {}

  /** Returns the text on one line, or the mask in its place. */
  static String line(String text) {
    if (holdsSecret(text)) {
      return MASK;
    }
    return text.codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? "." : Character.toString(c))
        .collect(Collectors.joining());
  }

  /** Returns the lines, each masked by itself. */
  static String lines(String text) {
    return text.lines().map(SecretMask::line).collect(Collectors.joining("\n"));
  }

  /** Returns a copy of the tree with texts and names masked. */
  static JsonNode tree(JsonNode node) {
    if (node.isTextual()) {
      return holdsSecret(node.textValue()) ? TextNode.valueOf(MASK) : node;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode masked = object.objectNode();
      object.properties().forEach(e -> masked.set(line(e.getKey()), tree(e.getValue())));
      return masked;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode masked = array.arrayNode();
      array.forEach(item -> masked.add(tree(item)));
      return masked;
    }
    return node;
  }

  /** Returns a copy of the bytes in which runs of text that hold a secret are asterisks. */
  static byte[] bytes(byte[] bytes) {
    byte[] masked = bytes.clone();
    int start = 0;
    for (int at = 0; at <= bytes.length; at++) {
      boolean inside = at < bytes.length && bytes[at] >= ' ' && bytes[at] < 127;
      if (inside) {
        continue;
      }
      if (at - start >= SHORTEST && holdsSecret(latin(bytes, start, at))) {
        Arrays.fill(masked, start, at, HIDDEN);
      }
      start = at + 1;
    }
    return masked;
  }

  private static String latin(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  // A length byte before a secret may be a letter, so that the secret does not start a word.
  private static boolean holdsSecret(String text) {
    for (int from = 0; from + SHORTEST <= text.length(); from++) {
      if (SecretShape.isAt(text, from)) {
        return true;
      }
    }
    return false;
  }
}
