package io.keyfuse.alerting.sign;

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
public final class WebhookSignature {
  /** Name of the header. */
  public static final String HEADER = "keyfuse-webhook-signature";

  private final SecretKeySpec key;

  /** Signs with a secret. */
  public WebhookSignature(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
  }

  /** Returns the header's value for a body sent at a time. */
  public String of(byte[] body, Instant at) {
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
