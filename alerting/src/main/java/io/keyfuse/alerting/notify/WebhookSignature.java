package io.keyfuse.alerting.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Value of header {@value #HEADER}: {@code t=<unix seconds>,v1=<hex>} with hex =
 * HMAC-SHA256(secret, {@code t + "." + body}). A receiver recomputes it and refuses old times.
 * Thread-safe.
 */
final class WebhookSignature {
  static final String HEADER = "keyfuse-webhook-signature";

  private final SecretKeySpec key;

  WebhookSignature(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
  }

  String of(byte[] body, Instant at) {
    String time = Long.toString(at.getEpochSecond());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((time + ".").getBytes(UTF_8));
      return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }
}
