package io.keyfuse.app.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The stand-in secrets of one run: HMAC-SHA256 of a random root that only the run's folder holds.
 * They open nothing but the stand-ins, and are still never printed. Thread-safe.
 */
final class Keyring {
  private final byte[] root;

  Keyring(byte[] root) {
    this.root = root.clone();
  }

  /** Returns the secret of a key, shaped like the provider's own. */
  String secret(String provider, int index) {
    String body = hmac(provider + '/' + index).substring(0, 40);
    return switch (provider) {
      case "openai" -> "sk-proj-" + body;
      case "anthropic" -> "sk-ant-api03-" + body;
      default -> "sk-" + body;
    };
  }

  /** Returns the SHA-256 of a secret in hex: the identity of a LiteLLM key outside its proxy. */
  static String sha256(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private String hmac(String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(root, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "Keyring[redacted]";
  }
}
