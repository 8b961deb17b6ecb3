package io.keyfuse.alerting.audit;

import io.keyfuse.alerting.sign.CommandSignature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of one record say of its place in the chain. Immutable and thread-safe.
 *
 * @param link its place
 * @param hash its hash in lower-case hex
 * @param checkpoint null when the record is none
 */
public record Seal(Link link, String hash, @Nullable Checkpoint checkpoint) {
  private static final Pattern CHAIN = Pattern.compile("(?:0|[1-9]\\d{0,8})-\\d{1,15}");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ANY = Pattern.compile("[!-~]{1,200}");

  static boolean isChain(String text) {
    return CHAIN.matcher(text).matches();
  }

  /** Returns the headers by name. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(AuditHeaders.CHAIN, link.chain());
    headers.put(AuditHeaders.SEQUENCE, Long.toString(link.sequence()));
    headers.put(AuditHeaders.PREVIOUS_HASH, link.previousHash());
    headers.put(AuditHeaders.HASH, hash);
    if (checkpoint != null) {
      headers.put(AuditHeaders.NEXT_CHECKPOINT, Long.toString(checkpoint.next()));
      headers.put(AuditHeaders.SIGNATURE, checkpoint.signature().base64());
      headers.put(AuditHeaders.KEY_ID, checkpoint.signature().keyId());
    }
    return headers;
  }

  /**
   * Reads the headers; only the one form that {@link #headers} writes is taken.
   *
   * @throws IllegalArgumentException when one is missing or has another form
   */
  static Seal of(Map<String, String> headers) {
    Link link =
        new Link(
            read(headers, AuditHeaders.CHAIN, CHAIN),
            Long.parseLong(read(headers, AuditHeaders.SEQUENCE, NUMBER)),
            read(headers, AuditHeaders.PREVIOUS_HASH, HASH));
    return new Seal(link, read(headers, AuditHeaders.HASH, HASH), checkpoint(headers));
  }

  private static @Nullable Checkpoint checkpoint(Map<String, String> headers) {
    boolean none =
        !headers.containsKey(AuditHeaders.NEXT_CHECKPOINT)
            && !headers.containsKey(AuditHeaders.SIGNATURE)
            && !headers.containsKey(AuditHeaders.KEY_ID);
    if (none) {
      return null;
    }
    return new Checkpoint(
        Long.parseLong(read(headers, AuditHeaders.NEXT_CHECKPOINT, NUMBER)),
        new CommandSignature(
            read(headers, AuditHeaders.KEY_ID, ANY), read(headers, AuditHeaders.SIGNATURE, ANY)));
  }

  private static String read(Map<String, String> headers, String name, Pattern form) {
    String value = headers.get(name);
    if (value == null) {
      throw new IllegalArgumentException("header " + name + " is missing");
    }
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException("header " + name + " is malformed");
    }
    return value;
  }
}
